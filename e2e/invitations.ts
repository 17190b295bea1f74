import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { environment } from './environment';
import { inDatabase } from './hand-over';
import { opensInvitation as opens } from './inviting';
import type { Tenant } from './practice';
import { fourParts, shows } from './steps';

export const customer = 'Pinecrest Schools';

/** An invitation as it reaches a customer, and its id for what support does with it. */
export interface Invited {
  readonly id: string;
  readonly link: string;
}

/** Invites the customer for a tenant (by id) or a domain. */
export async function invites(expected: { readonly tenant: string } | { readonly domain: string }): Promise<Invited> {
  const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  const [column, value] = 'tenant' in expected ? ['expected_tenant_id', expected.tenant] : ['expected_domain', expected.domain];
  await inDatabase(
    `INSERT INTO invitations (id, customer, customer_id, ${column}, token_hash, created_by, expires_at)
     VALUES ($1, $2, 'C-1042', $3, $4, '{"oid": "${randomUUID()}", "name": "Manu Silva"}', now() + interval '7 days')`,
    [id, customer, value ?? '', createHash('sha256').update(token).digest('base64url')],
  );
  return { id, link: `${environment.portalUrl}/invite/${token}` };
}

/** Support lets the organization in, or does not. */
export const releases = ({ id }: Invited) =>
  inDatabase(`UPDATE invitations SET released_at = now(), released_by = '{"oid": "${randomUUID()}", "name": "Manu Silva"}' WHERE id = $1`, [
    id,
  ]);
export const refuses = ({ id }: Invited) =>
  inDatabase("UPDATE invitations SET ended_at = now(), ended_how = 'refused' WHERE id = $1", [id]);

/** The row as support sees it. */
export async function invitationOf({ id }: Invited): Promise<Record<string, unknown>> {
  const { rows } = await inDatabase('SELECT * FROM invitations WHERE id = $1', [id]);
  return rows[0] ?? {};
}

/** The audit of an organization, oldest first. */
export async function auditOf(tenant: Tenant): Promise<string[]> {
  const { rows } = await inDatabase('SELECT action FROM audit_lines WHERE tenant_id = $1 ORDER BY seq', [tenant.id]);
  return rows.map(({ action }) => String(action));
}

export const invitedPage = (page: Page) => shows(page, `Connect Microsoft Defender for ${customer}`);
export const overPage = (page: Page) => fourParts(page, 'This link is over');
export const heldPage = (page: Page) => fourParts(page, 'FortifyData checks the invitation first');

/** Opens an invitation as a person does, and waits until its token has left the address. */
export const opensInvitation = (page: Page, link: string) => opens(page, link, { name: customer });

/** A link as FortifyData's platform signs one. */
export function launchLink(expects: string): string {
  const key = `${environment.dataDir}/fortifydata/launch-private.jwk.json`;
  const options = [
    '--customer-id',
    'C-1042',
    '--customer',
    customer,
    '--expects',
    expects,
    '--key',
    key,
    '--portal',
    environment.portalUrl,
  ];
  return execFileSync(process.execPath, ['scripts/launch-link.mjs', ...options], { encoding: 'utf8' }).trim();
}
