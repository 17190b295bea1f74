import type { HandOverView } from '../../contract/connection';
import { isOpenLink, linkState } from '../../domain/approval-link';
import type { ViewContext } from './connection-view';

/** Whether it is a colleague's turn: the approval is what is missing, and a link for it is open. */
export function waitsForColleague({ next, handOver, now }: ViewContext): boolean {
  return next.kind === 'admin' && next.why === 'consent' && Boolean(handOver && isOpenLink(handOver, now));
}

/** Where the link to a colleague stands. The link itself is not here: it is shown once, by the press that makes it. */
export function handOverOf({ handOver, now, record, tokenLives }: ViewContext): HandOverView | null {
  if (!handOver || record.connectedAt) return null;
  const { approver, setback } = handOver;
  return {
    state: linkState(handOver, now),
    madeAt: handOver.createdAt.toISOString(),
    madeBy: handOver.createdBy.name,
    expiresAt: handOver.expiresAt.toISOString(),
    openedAt: isoOf(handOver.openedAt),
    approver: approver && { name: approver.name, account: approver.account },
    signedInAt: isoOf(handOver.signedInAt),
    setback: setback && { kind: setback.kind, at: setback.at.toISOString() },
    endedAt: isoOf(handOver.endedAt),
    link: null,
    signInNeeded: tokenLives === false,
  };
}

const isoOf = (date: Date | null): string | null => date?.toISOString() ?? null;
