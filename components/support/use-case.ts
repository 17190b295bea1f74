'use client';
import { useCallback, useState } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { deedWords, refusalWords } from './refusal-words';
import { useStaff } from './staff';
import { askPortal } from './staff-request';
import { type Live, useLive } from './use-live';

const everyMs = 5000;

export type CaseWrite = 'notes' | 'owner' | 'follow-up' | 'extend-link' | 're-check';

/** One write to a case: gives true when it was taken. The sentence of a refusal stays until the next write. */
export type WriteCase = (what: CaseWrite, body: object) => Promise<boolean>;

export interface OpenCase {
  readonly live: Live<CaseAnswer>;
  readonly write: WriteCase;
  readonly refusal: { readonly of: CaseWrite; readonly words: string } | null;
}

/** A case that is looked at, and what can be written to it. */
export function useCase(id: string): OpenCase {
  const staff = useStaff();
  const path = `/api/support/connections/${id}`;
  const live = useLive<CaseAnswer>({ key: `case ${id}`, everyMs, load: (who, signal) => askPortal(who, { path, signal }) });
  const [refusal, setRefusal] = useState<OpenCase['refusal']>(null);
  const { put } = live;
  const write = useCallback<WriteCase>(
    async (what, body) => {
      const answer = await askPortal<CaseAnswer>(staff, { path: `${path}/${what}`, body });
      const wordsOf = what === 'notes' ? refusalWords : deedWords;
      setRefusal(answer.kind === 'ok' ? null : { of: what, words: wordsOf(answer) });
      if (answer.kind === 'ok') put(answer.body);
      return answer.kind === 'ok';
    },
    [staff, path, put],
  );
  return { live, write, refusal };
}
