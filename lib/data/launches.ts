import { randomUUID } from 'node:crypto';
import type { Expected } from '../domain/expected';
import { expectedColumns } from './invitation-rows';
import { auditInvitation } from './invitations';
import { asPortal, nameBrowser, type Tx } from './prisma';

/** A signed launch that was verified, and the browser that brought it. */
export interface Launch {
  /** Hash of its id, which is good for one use. */
  readonly idHash: string;
  readonly expiresAt: Date;
  readonly customer: string;
  readonly customerId: string;
  readonly expected: Expected;
  readonly browserHash: string;
}

/** As the table of invitations names whoever signed the launch. */
const platform = { oid: 'platform', name: 'FortifyData’s platform' } as const;

/** Whether a launch was used; asking is no use. */
export async function launchIsUsed(idHash: string): Promise<boolean> {
  const rows = await asPortal((tx) => tx.$queryRaw<unknown[]>`SELECT 1 FROM used_launches WHERE id_hash = ${idHash}`);
  return rows.length > 0;
}

/**
 * Uses a launch up and makes of it an invitation that this browser has redeemed: both or neither, once over all instances.
 * @returns the id of the invitation; null when the launch was used before or is over by the clock of the database
 */
export async function redeemLaunch(launch: Launch, lifeDays: number): Promise<string | null> {
  return asPortal(async (tx) => {
    const first = await tx.$executeRaw`
      INSERT INTO used_launches (id_hash, expires_at) SELECT ${launch.idHash}, ${launch.expiresAt}::timestamptz
      WHERE ${launch.expiresAt}::timestamptz > now() ON CONFLICT (id_hash) DO NOTHING`;
    if (first !== 1) return null;
    const id = randomUUID();
    await insert(tx, { id, ...launch }, lifeDays);
    await auditInvitation(tx, { id, actor: 'platform', action: 'launched' });
    return id;
  });
}

async function insert(tx: Tx, launch: Launch & { readonly id: string }, lifeDays: number): Promise<void> {
  const { id, customer, customerId, browserHash } = launch;
  const { expectedTenantId, expectedDomain } = expectedColumns(launch.expected);
  await nameBrowser(tx, browserHash);
  await tx.$executeRaw`
    INSERT INTO invitations (id, customer, customer_id, expected_tenant_id, expected_domain, via, created_by, expires_at, opened_at,
      redeemed_at, browser_hash)
    VALUES (${id}::uuid, ${customer}, ${customerId}, ${expectedTenantId}::uuid, ${expectedDomain}, 'launch', ${JSON.stringify(platform)}::jsonb,
      now() + make_interval(days => ${lifeDays}::int), now(), now(), ${browserHash})`;
}
