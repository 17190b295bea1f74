'use client';
import { useState } from 'react';
import type { InvitationRow } from '@/lib/contract/staff-invitations';
import type { Asked } from './deed-dialog';
import type { RowAsk } from './invitation-row';
import { type InvitationDeeds, useInvitationDeeds } from './use-invitation-deeds';

const overStates: readonly InvitationRow['state'][] = ['revoked', 'refused'];

export interface InvitationAsk {
  readonly deeds: InvitationDeeds;
  /** What a dialog asks about now. */
  readonly asked: Asked | null;
  readonly ask: RowAsk;
  readonly close: () => void;
}

/**
 * Deeds at invitations: what harms nobody is done at once, everything else is asked for once more.
 * @param rows as they are now: a dialog that is open shows what has changed of its row, as long as the row is among them
 */
export function useInvitationAsk(refresh: () => void, rows: readonly InvitationRow[]): InvitationAsk {
  const deeds = useInvitationDeeds(refresh);
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask: RowAsk = (row, what) => {
    if (what === 'extend') deeds.run(row, what);
    if (what !== 'replace' && what !== 'revoke' && what !== 'decide') return;
    deeds.hush();
    setAsked({ row, what });
  };
  const latest = (row: InvitationRow) => rows.find(({ id }) => id === row.id) ?? row;
  const now = asked && { ...asked, row: latest(asked.row) };
  // a link that a colleague took back is not copied from here either
  const links = deeds.links.filter(({ row }) => !overStates.includes(latest(row).state));
  return { deeds: { ...deeds, links }, asked: now, ask, close: () => setAsked(null) };
}
