'use client';
import type { InvitationList } from '@/lib/contract/staff-invitations';
import { CsvButton } from './file-button';
import { countWords } from './invitation-words';
import { Mark } from './mark';
import type { InvitationDeeds } from './use-invitation-deeds';

/** Title, what is live and what ends soon, files in and out. */
export function InvitationsHead({ body, filter, mayManage }: { body: InvitationList | null; filter: string; mayManage: boolean }) {
  return (
    <div className="s-head">
      <h1>Invitations</h1>
      <span className="s-sub">{body ? headWords(body) : ''}</span>
      <div className="s-row s-end">
        {mayManage ? (
          <a className="s-btn" href="#bulk">
            <Mark name="up" />
            From CSV
          </a>
        ) : (
          <p className="s-hint">
            <Mark name="lock" />
            You can look. Inviting needs Support.Manage.
          </p>
        )}
        <CsvButton path={`/api/support/invitations/export.csv?${filter}`} name="defender-connect-invitations.csv" />
      </div>
    </div>
  );
}

function headWords({ tabs }: InvitationList): string {
  const of = (wanted: string) => tabs.find(({ tab }) => tab === wanted) ?? { count: 0, atLeast: false };
  const ending = of('ending');
  const ends = ending.count === 0 ? '' : `, ${countWords(ending)} ${ending.count === 1 ? 'ends' : 'end'} within 2 days`;
  return `${countWords(of('live'))} live${ends}`;
}

/** What was done last, or why it was not. */
export function Told({ told }: { told: InvitationDeeds['told'] }) {
  return (
    <p role={told?.bad ? 'alert' : 'status'} className={told ? 's-hint s-tone s-told' : 'vh'} data-tone={told?.bad ? 'bad' : 'good'}>
      {told ? <Mark name={told.bad ? 'stop' : 'good'} /> : null}
      {told?.words}
    </p>
  );
}
