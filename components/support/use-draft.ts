'use client';
import { useCallback, useState } from 'react';
import { type Draft, keepDraft, keptDraft, newDraft } from './drafts';
import { useStaff } from './staff';

/**
 * What is written and not sent yet: of one person and one case, in this tab alone, so that a new sign-in with Microsoft on the way does not
 * cost it.
 */
export function useDraft(of: string): readonly [Draft, (text: string) => void] {
  const { oid } = useStaff();
  const [draft, setDraft] = useState(() => keptDraft(sessionStorage, { oid, of }));
  const change = useCallback(
    (text: string) => {
      const next = newDraft(text);
      setDraft(next);
      keepDraft(sessionStorage, { oid, of }, next);
    },
    [oid, of],
  );
  return [draft, change];
}
