import { createHash } from 'node:crypto';
import { z } from 'zod';
import { controlCall } from '../../../practice/testing/portal';
import { applicationDisplayName } from '../../domain/desired';
import type { Flow } from './gate.test-support';

const Password = z.object({ keyId: z.string(), displayName: z.string().nullable(), startDateTime: z.coerce.date() });
const thumbprintOf = (der: string) => createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex').toUpperCase();
const Certificate = z
  .object({ keyId: z.string(), key: z.string().nullable() })
  .transform(({ keyId, key }) => ({ keyId, thumbprint: key && thumbprintOf(key) }));
const Application = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  uniqueName: z.string().nullish(),
  passwordCredentials: z.array(Password),
  keyCredentials: z.array(Certificate),
});
const Directory = z.object({
  applications: z.array(Application),
  servicePrincipals: z.array(z.object({ appId: z.string() })),
});
const Entry = z.object({
  service: z.string(),
  method: z.string(),
  path: z.string(),
  requestHeaders: z.object({ authorization: z.string().optional() }),
  requestBody: z.string(),
  responseBody: z.string(),
  status: z.number(),
  write: z.boolean(),
  browser: z.boolean(),
});
export type Entry = z.infer<typeof Entry>;

/** What really is in a tenant and what was really asked of Microsoft, by the practice cloud's own account. */
export interface Truth {
  readonly applications: readonly z.infer<typeof Application>[];
  /** Service principals of those applications. */
  readonly principals: readonly { readonly appId: string }[];
  readonly journal: readonly Entry[];
}

export const uniqueName = 'fortifydata-defender-integration';

/**
 * What a flow finds: an app that somebody made by hand, with old keys of both forms, and approved, because every approval is like that of a
 * first connection; a policy that forbids client secrets.
 */
const wishes: Readonly<Partial<Record<Flow, { settings?: object; handMade?: readonly object[] }>>> = {
  adoption: {
    settings: { missingPrincipals: [] },
    handMade: [
      {
        redirectUris: ['https://old.example/back'],
        secrets: ['old8Q~an-old-secret-of-the-sweep-01', 'old8Q~an-old-secret-of-the-sweep-02'],
        certificates: 2,
      },
    ],
  },
  certificate: { settings: { secretPolicy: { banned: true } } },
};

/** An organization that nobody else has; one of the three APIs has never been used there. */
export async function newTenant(practiceUrl: string, flow: Flow): Promise<{ tenantId: string; account: string }> {
  const { settings, ...wish } = wishes[flow] ?? {};
  const all = { missingPrincipals: ['fc780465-2017-40d4-a0c5-307022471b92'], ...settings };
  const { body } = await controlCall(practiceUrl, 'POST', '/tenants', { template: 'contoso.example', settings: all, ...wish });
  return { tenantId: body.id, account: `adele@${body.domain}` };
}

/** Reads a tenant and the journal since it was cleared last. */
export async function truthOf(practiceUrl: string, tenantId: string): Promise<Truth> {
  const directory = Directory.parse((await controlCall(practiceUrl, 'GET', `/tenants/${tenantId}`)).body);
  const applications = directory.applications.filter(
    (item) => item.uniqueName === uniqueName || item.displayName === applicationDisplayName,
  );
  const ours = applications.map(({ appId }) => appId);
  const { entries } = (await controlCall(practiceUrl, 'GET', '/journal')).body;
  return {
    applications,
    principals: directory.servicePrincipals.filter(({ appId }) => ours.includes(appId)),
    journal: z.array(Entry).parse(entries),
  };
}

/** The whole directory as text, to see that nothing in it has changed. */
export async function directoryText(practiceUrl: string, tenantId: string): Promise<string> {
  return JSON.stringify((await controlCall(practiceUrl, 'GET', `/tenants/${tenantId}`)).body);
}

/** Whether Microsoft would take a secret, and for which key. */
export async function checkSecret(practiceUrl: string, at: { tenantId: string; appId: string; secret: string }): Promise<string | null> {
  const { tenantId, ...body } = at;
  const answer = (await controlCall(practiceUrl, 'POST', `/tenants/${tenantId}/check-secret`, body)).body;
  return answer.valid ? String(answer.keyId) : null;
}
