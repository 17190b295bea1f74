'use client';
import { useCallback, useState } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { useStaff } from './staff';
import { askPortal, type StaffAnswer } from './staff-request';
import { type Live, useLive } from './use-live';

const everyMs = 5000;

/** One write to a case: gives true when it was taken. The sentence of a refusal stays until the next one. */
export type WriteCase = (what: 'notes' | 'owner' | 'follow-up' | 're-check', body: object) => Promise<boolean>;

export interface OpenCase {
  readonly live: Live<CaseAnswer>;
  readonly write: WriteCase;
  readonly refusal: string | null;
}

/** A case that is looked at, and what can be written to it. */
export function useCase(id: string): OpenCase {
  const staff = useStaff();
  const path = `/api/support/connections/${id}`;
  const live = useLive<CaseAnswer>({ key: `case ${id}`, everyMs, load: (who, signal) => askPortal(who, { path, signal }) });
  const [refusal, setRefusal] = useState<string | null>(null);
  const { put } = live;
  const write = useCallback<WriteCase>(
    async (what, body) => {
      const answer = await askPortal<CaseAnswer>(staff, { path: `${path}/${what}`, body });
      setRefusal(answer.kind === 'ok' ? null : refusalWords(answer));
      if (answer.kind === 'ok') put(answer.body);
      return answer.kind === 'ok';
    },
    [staff, path, put],
  );
  return { live, write, refusal };
}

function refusalWords(answer: Exclude<StaffAnswer<CaseAnswer>, { kind: 'ok' }>): string {
  switch (answer.kind) {
    case 'ended':
      return 'Not saved: your sign-in has ended. Sign in again; what you wrote stays here.';
    case 'no-right':
      return `Not saved. ${answer.reason}`;
    case 'missing':
      return 'Not saved: the portal no longer knows this case.';
    case 'refused':
      return `Not saved. ${answer.reason} (${answer.code}, trace ${answer.trace})`;
    case 'unreachable':
      return 'Not saved: the portal does not answer. What you wrote stays here; try again.';
    default:
      return answer satisfies never;
  }
}
