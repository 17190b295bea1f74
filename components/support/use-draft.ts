'use client';
import { useCallback, useState } from 'react';
import { type Draft, keepDraft, keptDraft, newDraft } from './drafts';
import { useStaff } from './staff';

/**
 * What is written and not sent yet: of one person about one thing, in this tab alone, so that a new sign-in with Microsoft on the way does not
 * cost it.
 * @param of what it is about: the id of a case, or the name of a form
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
