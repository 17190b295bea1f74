'use client';
import type { CaseAnswer } from '@/lib/contract/staff';
import { Face } from './face';
import { Mark } from './mark';
import { useFrame } from './staff-frame';
import type { OpenCase } from './use-case';

/** Who looks after the case and when to look again: fields for those who may change them, plain facts for the others. */
export function CaseOwner({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { me } = useFrame();
  const { owner, followUpOn } = found.row;
  if (!me.mayManage) {
    return (
      <>
        <div>
          <dt>Owner</dt>
          <dd>
            <Face name={owner?.name ?? null} /> {owner?.name ?? 'nobody'}
          </dd>
        </div>
        <div>
          <dt>Follow up</dt>
          <dd>{followUpOn ?? 'no date'}</dd>
        </div>
      </>
    );
  }
  const others = found.staff.filter(({ oid }) => oid !== me.oid);
  return (
    <>
      <div>
        <dt>
          <label htmlFor="case-owner">Owner</label>
        </dt>
        <dd>
          <select
            id="case-owner"
            className="s-field"
            value={owner?.oid === me.oid ? 'me' : (owner?.oid ?? 'nobody')}
            onChange={({ target }) => opened.write('owner', { owner: target.value })}
          >
            <option value="nobody">Nobody</option>
            <option value="me">{me.name ?? 'Me'} (you)</option>
            {others.map(({ oid, name }) => (
              <option key={oid} value={oid}>
                {name}
              </option>
            ))}
          </select>
        </dd>
      </div>
      <div>
        <dt>
          <label htmlFor="case-follow-up">Follow up</label>
        </dt>
        <dd>
          <input
            id="case-follow-up"
            className="s-field"
            type="date"
            key={followUpOn}
            defaultValue={followUpOn ?? ''}
            onChange={({ target }) => (target.validity.valid ? opened.write('follow-up', { on: target.value || null }) : undefined)}
          />
          <Due on={followUpOn} today={found.at.slice(0, 10)} />
        </dd>
      </div>
    </>
  );
}

function Due({ on, today }: { on: string | null; today: string }) {
  if (on === null || on > today) return null;
  return (
    <span className="s-say" data-tone="warn">
      <Mark name="flag" />
      {on === today ? 'today' : 'overdue'}
    </span>
  );
}
