'use client';
import { useState } from 'react';
import type { InvitationRow } from '@/lib/contract/staff-invitations';
import { invitationMarks } from './invitation-words';
import { SureDialog } from './sure-dialog';
import type { InvitationDeeds } from './use-invitation-deeds';

/** What somebody is about to do with an invitation. */
export interface Asked {
  readonly row: InvitationRow;
  readonly what: 'replace' | 'revoke' | 'decide';
}

interface DialogProps {
  readonly asked: Asked;
  readonly deeds: InvitationDeeds;
  readonly close: () => void;
}

/** Asks once more, with what it means. */
export function DeedDialog({ asked: { row, what }, deeds, close }: DialogProps) {
  if (!row.can.includes(what === 'decide' ? 'release' : what)) return <OvertakenDialog row={row} close={close} />;
  const refusal = deeds.told?.bad ? deeds.told.words : null;
  // another organization that comes meanwhile is compared from the beginning
  if (what === 'decide') return <DecideDialog key={row.came?.tenantId} row={row} deeds={deeds} close={close} refusal={refusal} />;
  const signedIn = row.signedInAt ? 'Somebody has signed in with it: their connection goes on. ' : '';
  const words =
    what === 'revoke'
      ? { title: `Revoke the invitation of ${row.customer}?`, text: `${signedIn}The link stops working at once.`, label: 'Revoke' }
      : {
          title: `Make a new link for ${row.customer}?`,
          text: `${signedIn}The old link stops working at once. The new one is shown once and is good for 7 days.`,
          label: 'Make a new link',
        };
  const action = { label: words.label, danger: what === 'revoke', act: () => deeds.run(row, what) };
  return (
    <SureDialog title={words.title} actions={[action]} keep="Keep it as it is" close={close} refusal={refusal}>
      <p>{words.text}</p>
    </SureDialog>
  );
}

/** What was asked about has been done or has ended meanwhile. */
function OvertakenDialog({ row, close }: { row: InvitationRow; close: () => void }) {
  return (
    <SureDialog title={`Nothing is left to do for ${row.customer}`} actions={[]} keep="Close" close={close} refusal={null}>
      <p>
        It changed while you were asked: <strong>{invitationMarks[row.state].word}</strong>.
      </p>
    </SureDialog>
  );
}

type DecideProps = Omit<DialogProps, 'asked'> & { readonly row: InvitationRow; readonly refusal: string | null };

/** Expected against actual; the choice is asked for once more. */
function DecideDialog({ row, deeds, close, refusal }: DecideProps) {
  const [choice, setChoice] = useState<'release' | 'refuse' | null>(null);
  const choose = (next: 'release' | 'refuse') => async () => {
    setChoice(next);
    return false;
  };
  const came = row.came?.name ?? row.came?.domain ?? row.came?.tenantId ?? 'the organization';
  if (choice) {
    const release = choice === 'release';
    const sure = { label: release ? 'Yes, release it' : 'Yes, refuse it', danger: !release, act: () => deeds.run(row, choice) };
    return (
      <SureDialog
        title={release ? `Let ${came} go on as ${row.customer}?` : `Refuse ${came}?`}
        actions={[sure]}
        keep="Not now"
        close={close}
        refusal={refusal}
      >
        <p>
          {release
            ? `Their administrator can then create the app in ${came}, and their connection counts as ${row.customer} (${row.customerId}).`
            : `Their administrator is told to ask for another invitation. Nothing was written in their organization with this one, and it ends.`}
        </p>
      </SureDialog>
    );
  }
  const actions = [
    { label: 'Release', act: choose('release') },
    { label: 'Refuse', danger: true, act: choose('refuse') },
  ];
  return (
    <SureDialog
      title={`Another organization came for ${row.customer}`}
      actions={actions}
      keep="Decide later"
      close={close}
      refusal={refusal}
    >
      <Comparison row={row} />
      <p className="s-sub">With this invitation nothing is written in their organization until somebody releases it.</p>
    </SureDialog>
  );
}

function Comparison({ row }: { row: InvitationRow }) {
  const { expects, came } = row;
  const lines = [
    ['Organization', row.customer, came?.name ?? 'not read yet'],
    ['Domain', expects.kind === 'domain' ? expects.value : 'not named', came?.domain ?? 'not read yet'],
    ['Tenant id', expects.kind === 'tenant' ? expects.value : 'not named', came?.tenantId ?? 'not known'],
  ] as const;
  return (
    <table className="s-plain">
      <caption className="vh">The invitation against the organization that signed in</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Invited</th>
          <th scope="col">Signed in</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, invited, actual]) => (
          <tr key={name}>
            <th scope="row" className="whitespace-nowrap">
              {name}
            </th>
            <td>{invited}</td>
            <td>{actual}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
