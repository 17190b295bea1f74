import { z } from 'zod';
import { type ApprovalLink, linkEnds, setbackKinds } from '../domain/approval-link';
import type { Person } from '../domain/connection';
import { appendAudit } from './audit';
import type { ApprovalLink as Row } from './generated/client';
import { PersonJson } from './json';
import type { Tx } from './prisma';

const SetbackJson = z.object({
  kind: z.enum(setbackKinds),
  at: z.coerce.date(),
  code: z.string().nullable(),
  ids: z.record(z.string(), z.string()).optional(),
});

/** A row as the domain knows it, without its hashes. */
export function linkOf(row: Row): ApprovalLink {
  const { tokenHash: _token, browserHash: _browser, redeemedAt: _redeemed, endedHow, ...columns } = row;
  return {
    ...columns,
    createdBy: PersonJson.parse(row.createdBy),
    approver: PersonJson.nullable().parse(row.approver),
    setback: SetbackJson.nullable().parse(row.setback),
    ended: z.enum(linkEnds).nullable().parse(endedHow),
  };
}

/** A person as the audit names them. */
export const actorIn = (tenantId: string, { oid }: Person): string => `${oid}@${tenantId}`;

interface Line {
  readonly link: { readonly id: string; readonly tenantId: string; readonly connectionId: string };
  readonly actor: string;
  readonly action: 'created' | 'opened' | 'redeemed' | 'departed' | 'set-back' | 'approved' | 'revoked' | 'expired';
  /** A code: in which way, or why. */
  readonly how?: string;
  /** Microsoft's code and ids, where it gave some. */
  readonly evidence?: Readonly<Record<string, string>>;
}

/** One line of a link's life, in the transaction of what it tells. */
export async function auditLink(tx: Tx, { link, actor, action, how, evidence = {} }: Line): Promise<void> {
  const details = { link: link.id, ...(how ? { how } : {}), ...evidence };
  await appendAudit(tx, { actor, action: `approval-link.${action}`, tenantId: link.tenantId, connectionId: link.connectionId, details });
}
