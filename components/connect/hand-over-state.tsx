import type { HandOverView } from '@/lib/contract/connection';
import { Badge } from '../ui/badge';
import { Ago } from '../ui/clock';
import { Facts } from '../ui/facts';

/** How a colleague came back without an approval, after a name. */
export const setbacks: Readonly<Record<NonNullable<HandOverView['setback']>['kind'], string>> = {
  'consent-declined': 'pressed Cancel on Microsoft’s page',
  'consent-role-missing': 'does not have the role to approve',
  'consent-failed': 'met an error on Microsoft’s page',
};

/** Where the link stands: made, opened, signed in by whom, what came of it. */
export function HandOverState({ handOver }: { handOver: HandOverView }) {
  const { madeAt, madeBy, openedAt, approver, signedInAt, setback } = handOver;
  return (
    <aside className="card pad" aria-label="The link">
      <Badge tone="wait" icon="clock">
        Waiting for a person
      </Badge>
      <div className="mt-4">
        <Facts
          facts={[
            { label: 'Link made', value: <Moment at={madeAt} by={`by ${madeBy}`} /> },
            { label: 'Opened', value: openedAt ? <Moment at={openedAt} by={approver ? '' : 'not signed in yet'} /> : 'Not yet' },
            { label: 'Signed in', value: approver && signedInAt ? <Moment at={signedInAt} by={approver.account} /> : 'Not yet' },
            { label: 'Approved', value: setback ? <Moment at={setback.at} by={`your colleague ${setbacks[setback.kind]}`} /> : 'Not yet' },
            { label: 'We look', value: 'every 5 s while this page is open' },
          ]}
        />
      </div>
      <p className="small soft mt-4">You may close this page. Sign in again later and it goes on; the link stays good until its end.</p>
    </aside>
  );
}

function Moment({ at, by }: { at: string; by: string }) {
  return (
    <span className="wrap-anywhere">
      <Ago at={at} />
      {by ? `, ${by}` : ''}
    </span>
  );
}
