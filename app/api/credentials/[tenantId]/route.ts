import { z } from 'zod';
import { StoredCredentialAnswer } from '@/lib/contract/documents';
import { appendAudit } from '@/lib/data/audit';
import { asPortal } from '@/lib/data/prisma';
import { env } from '@/lib/env';
import { PortalError } from '@/lib/error';
import { readStoredCredential } from '@/lib/store/read';
import { platformRoute } from '@/lib/web/platform-route';

const TenantId = z.guid().transform((id) => id.toLowerCase());

/** FortifyData's platform fetches the newest sealed credential of a tenant; nothing is handed out without its audit line. */
export const GET = platformRoute<{ tenantId: string }, z.infer<typeof StoredCredentialAnswer>>({
  role: 'Credential.Read',
  answer: StoredCredentialAnswer,
  async handle({ caller, params }) {
    const tenantId = TenantId.safeParse(params.tenantId).data ?? null;
    const stored = tenantId === null ? null : await readStoredCredential(env().databaseUrl, tenantId);
    const { connectionId = null, keyId = null, attempt = null } = stored ?? {};
    const line = { actor: `platform:${caller.appId}`, action: 'credential.read', tenantId, connectionId };
    await asPortal((tx) => appendAudit(tx, { ...line, details: { found: stored !== null, keyId, attempt } }));
    if (!stored) throw new PortalError('not-found', 'No credential is stored for this tenant.');
    const { appId: clientId, startsAt, expiresAt, storedAt, ...rest } = stored;
    return { ...rest, clientId, startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString(), storedAt: storedAt.toISOString() };
  },
});
