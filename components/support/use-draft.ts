'use client';
import { useCallback, useState } from 'react';

const place = 'support-draft';

/** What is written and not sent yet: of one case, in this tab alone, so that a new sign-in with Microsoft on the way does not cost it. */
export function useDraft(of: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => kept(of));
  const change = useCallback(
    (next: string) => {
      setText(next);
      if (next === '') forgetDraft();
      else sessionStorage.setItem(place, JSON.stringify({ of, text: next }));
    },
    [of],
  );
  return [text, change];
}

/** For a sign-out: the next person at this tab must not read it. */
export const forgetDraft = (): void => sessionStorage.removeItem(place);

function kept(of: string): string {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    const fits = typeof draft === 'object' && draft !== null && Reflect.get(draft, 'of') === of;
    return fits ? String(Reflect.get(draft, 'text')) : '';
  } catch {
    return '';
  }
}
