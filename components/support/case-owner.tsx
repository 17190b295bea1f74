'use client';
import { useEffect, useRef, useState } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { Face } from './face';
import { Mark } from './mark';
import { useFrame } from './staff-frame';
import type { OpenCase } from './use-case';
import { useSettled } from './use-settled';

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
  return (
    <>
      <div>
        <dt>
          <label htmlFor="case-owner">Owner</label>
        </dt>
        <dd>
          <OwnerField found={found} opened={opened} />
        </dd>
      </div>
      <div>
        <dt>
          <label htmlFor="case-follow-up">Follow up</label>
        </dt>
        <dd>
          <FollowUpField kept={followUpOn} opened={opened} />
          <Due on={followUpOn} today={found.at.slice(0, 10)} />
        </dd>
      </div>
    </>
  );
}

function OwnerField({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { me } = useFrame();
  const { owner } = found.row;
  const others = found.staff.filter(({ oid }) => oid !== me.oid);
  const kept = owner?.oid === me.oid ? 'me' : (owner?.oid ?? 'nobody');
  const [chosen, setChosen] = useState<string | null>(null);
  const settled = useSettled(async (value: string) => {
    if (value !== kept) await opened.write('owner', { owner: value });
    // what was chosen meanwhile stays
    setChosen((now) => (now === value ? null : now));
  });
  const choose = (value: string) => {
    setChosen(value);
    settled.later(value);
  };
  return (
    <select id="case-owner" className="s-field" value={chosen ?? kept} onChange={({ target }) => choose(target.value)} onBlur={settled.now}>
      <option value="nobody">Nobody</option>
      <option value="me">{me.name ?? 'Me'} (you)</option>
      {others.map(({ oid, name }) => (
        <option key={oid} value={oid}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Half a date is nobody's wish: the browser gives years like 0002 while somebody types. */
function FollowUpField({ kept, opened }: { kept: string | null; opened: OpenCase }) {
  const field = useRef<HTMLInputElement>(null);
  const settled = useSettled((value: string) => {
    if (value !== (kept ?? '')) opened.write('follow-up', { on: value || null });
  });
  useEffect(() => {
    const { current } = field;
    // nothing changes under the hands of somebody who is typing
    if (current && current !== document.activeElement) current.value = kept ?? '';
  }, [kept]);
  return (
    <input
      id="case-follow-up"
      ref={field}
      className="s-field"
      type="date"
      min="1970-01-01"
      max="2100-12-31"
      defaultValue={kept ?? ''}
      onChange={({ target }) => (target.validity.valid ? settled.later(target.value) : settled.never())}
      onBlur={settled.now}
    />
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
