import { z } from 'zod';
import { appendAudit } from '@/lib/data/audit';
import { asPortal } from '@/lib/data/prisma';
import { env } from '@/lib/env';
import { PortalError } from '@/lib/error';
import { readStoredCredential } from '@/lib/store/read';
import { platformRoute } from '@/lib/web/platform-route';

const TenantId = z.guid().transform((id) => id.toLowerCase());

/** FortifyData's platform fetches the newest sealed credential of a tenant; nothing is handed out without its audit line. */
export const GET = platformRoute<{ tenantId: string }>('Credential.Read', async ({ caller, params }) => {
  const tenantId = TenantId.safeParse(params.tenantId).data;
  const stored = tenantId ? await readStoredCredential(env().databaseUrl, tenantId) : null;
  const actor = `platform:${caller.appId}`;
  const details = { found: stored !== null, keyId: stored?.keyId ?? null, attempt: stored?.attempt ?? null };
  const line = { actor, action: 'credential.read', tenantId: tenantId ?? null, connectionId: stored?.connectionId ?? null, details };
  await asPortal((tx) => appendAudit(tx, line));
  if (!stored) throw new PortalError('not-found', 'No credential is stored for this tenant.');
  const { appId: clientId, connectionId, attempt, keyId, startsAt, expiresAt, sealThumbprint, jwe, storedAt } = stored;
  return { tenantId, clientId, connectionId, attempt, keyId, startsAt, expiresAt, sealThumbprint, jwe, storedAt };
});
