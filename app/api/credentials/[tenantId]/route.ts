import { z } from 'zod';
import { StoredCredentialAnswer } from '@/lib/contract/documents';
import { appendAudit } from '@/lib/data/audit';
import { type LiveAttempt, liveAttempt } from '@/lib/data/live-attempt';
import { asPortal } from '@/lib/data/prisma';
import { env } from '@/lib/env';
import { PortalError } from '@/lib/error';
import { readStoredCredential, type StoredCredential } from '@/lib/store/read';
import { platformRoute } from '@/lib/web/platform-route';

const TenantId = z.guid().transform((id) => id.toLowerCase());

/** FortifyData's platform fetches the sealed credential in use of a tenant; nothing is handed out without its audit line. */
export const GET = platformRoute<{ tenantId: string }, StoredCredentialAnswer>({
  role: 'Credential.Read',
  answer: StoredCredentialAnswer,
  async handle({ caller, params }) {
    const tenantId = TenantId.safeParse(params.tenantId).data ?? null;
    const stored = tenantId === null ? null : await storedAndLive(tenantId);
    const { connectionId = null, keyId = null, attempt = null } = stored ?? {};
    const line = { actor: `platform:${caller.appId}`, action: 'credential.read', tenantId, connectionId };
    await asPortal((tx) => appendAudit(tx, { ...line, details: { found: stored !== null, keyId, attempt } }));
    if (!stored) throw new PortalError('not-found', 'No live credential is stored for this tenant.');
    return answerOf(stored);
  },
});

type Live = StoredCredential & LiveAttempt;

function answerOf({ appId: clientId, jwe, sealThumbprint, thumbprint, ...stored }: Live): StoredCredentialAnswer {
  const { startsAt, expiresAt, storedAt, ...ids } = stored;
  const times = { startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString(), storedAt: storedAt.toISOString() };
  if (thumbprint) return { ...ids, clientId, ...times, kind: 'certificate', thumbprint };
  if (jwe && sealThumbprint) return { ...ids, clientId, ...times, kind: 'secret', sealThumbprint, jwe };
  throw new PortalError('internal', 'a stored record is neither sealed nor of a certificate');
}

async function storedAndLive(tenantId: string): Promise<Live | null> {
  const live = await liveAttempt(tenantId);
  if (!live) return null;
  const stored = await readStoredCredential(env().databaseUrl, { tenantId, attempt: live.attempt });
  return stored && { ...stored, ...live };
}
