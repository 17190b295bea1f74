'use client';
import { useState } from 'react';
import type { ChainState } from '@/lib/contract/staff-audit';
import { Ago } from '../ui/clock';
import { chainWords } from './chain-words';
import { Mark } from './mark';
import { useStaff } from './staff';
import { useFrame } from './staff-frame';
import { askPortal } from './staff-request';

/** Each line carries the hash of the one before: whether that holds, and a check on demand. */
export function ChainCard({ chain, refresh }: { chain: ChainState; refresh: () => void }) {
  const staff = useStaff();
  const { me } = useFrame();
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');
  const said = chainWords(chain);
  const check = async () => {
    setState('busy');
    for (;;) {
      const answer = await askPortal<ChainState>(staff, { path: '/api/support/audit/verify', body: {} });
      if (answer.kind !== 'ok') return setState('failed');
      refresh();
      if (answer.body.verified || answer.body.firstBad) return setState('rest');
    }
  };
  return (
    <div className="s-banner s-tone" data-tone={said.tone}>
      <Mark name={said.mark} />
      <div>
        <p className="s-strong" role="status">
          {said.text}
        </p>
        <p className="s-sub">
          {chain.head} {chain.head === '1' ? 'line' : 'lines'} in all
          {chain.checkedAt ? (
            <>
              , checked <Ago at={chain.checkedAt} />
            </>
          ) : null}
          .
        </p>
        {me.mayManage ? (
          <div className="s-row">
            <button type="button" className="s-btn" data-small disabled={state === 'busy'} onClick={check}>
              {state === 'busy' ? 'Checking' : 'Check the chain now'}
            </button>
            <span role="status">{state === 'failed' ? 'The check did not come to an end. Try again.' : ''}</span>
          </div>
        ) : null}
      </div>
    </div>
  );
}
