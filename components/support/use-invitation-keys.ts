'use client';
import type { RefObject } from 'react';
import type { InvitationRow } from '@/lib/contract/staff-invitations';
import type { RowAsk } from './invitation-row';
import { useKeys } from './use-keys';

interface KeysOf {
  readonly rows: readonly InvitationRow[];
  /** The selected row. */
  readonly at: string | null;
  readonly stand: (change: { readonly at: string }) => void;
  readonly table: RefObject<HTMLTableElement | null>;
  /** null for whoever may only look. */
  readonly ask: RowAsk | null;
  readonly show: () => void;
}

const reach = (selector: string) => () => {
  const element = document.querySelector<HTMLElement>(selector);
  element?.scrollIntoView({ block: 'nearest' });
  element?.focus();
};

/** The single keys of the page of invitations. */
export function useInvitationKeys({ rows, at, stand, table, ask, show }: KeysOf): void {
  const index = rows.findIndex(({ id }) => id === at);
  const selected = rows[index];
  const move = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + (index < 0 ? Math.max(0, by) : by)))];
    if (!next) return;
    stand({ at: next.id });
    table.current?.querySelector<HTMLElement>(`[data-row="${next.id}"]`)?.focus();
  };
  const deed = (what: 'extend' | 'replace') => () => selected?.can.includes(what) && ask?.(selected, what);
  useKeys(
    { x: deed('extend'), s: deed('replace'), n: reach('#invite-customer'), '/': reach('#invitation-search'), r: show },
    { j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1) },
  );
}
