import { afterAll, test } from 'vitest';
import { inspect } from 'node:util';
import { randomUUID } from 'node:crypto';
import { sealedCredential } from './contract.test-suite';
import { entraAnswer } from './entra.test-support';
import { serveHosts } from './hosts.test-support';
import { exchange, listenerOf } from './loopback.test-support';
import { LoopbackVault } from './vault.test-support';
import { vaultClient } from './key-vault-client';

const tenantId = randomUUID(), clientId = randomUUID();
const vault = new LoopbackVault('portal.vault.azure.net', tenantId);
const seen = exchange();
const entra = entraAnswer({ tenantId, apps: [{ clientId, clientSecret: 'vault-client-secret-x' }], onToken: (t) => vault.roles.set(t, ['setSecret']) });
test('probe', async () => {
  const end = await serveHosts(['portal.vault.azure.net', 'login.microsoftonline.com'], listenerOf(seen, {
    answer: (asked) => asked.host.startsWith('login') ? entra(asked) : vault.answer(asked),
    isMain: (asked) => asked.method === 'PUT' && asked.headers.authorization !== undefined }));
  const base = { name: 'key-vault' as const, vaultUrl: 'https://portal.vault.azure.net', authorityHost: 'https://login.microsoftonline.com' };
  const put = async (label: string, settings: any, fault?: any) => {
    if (fault) seen.faults.push(fault);
    const t = Date.now();
    try { await vaultClient(settings)({ name: 'a', value: 'b', properties: {}, signal: AbortSignal.timeout(3000) }); console.log(label, 'OK'); }
    catch (e: any) { console.log(label, Date.now() - t, e?.name, e?.constructor?.name, e?.code, e?.statusCode, e?.details, '|', String(e?.message).slice(0, 300), '| keys', Object.keys(e ?? {}), 'cause', e?.cause?.name); }
    console.log(seen.journal.splice(0).map((a) => `${a.method} ${a.host}${a.path}`).join('\n'));
  };
  const good = { ...base, credential: { kind: 'secret' as const, tenantId, clientId, clientSecret: 'vault-client-secret-x' } };
  await put('good', good);
  await put('wrong secret', { ...base, credential: { ...good.credential, clientSecret: 'no' } });
  await put('unknown app', { ...base, credential: { ...good.credential, clientId: randomUUID() } });
  await put('wrong tenant', { ...base, credential: { ...good.credential, tenantId: randomUUID() } });
  await put('403', good, { status: 403, body: { error: { code: 'Forbidden', message: 'x', innererror: { code: 'ForbiddenByRbac' } } } });
  await put('409', good, { status: 409, body: { error: { code: 'Conflict', message: 'x', innererror: { code: 'ObjectIsDeletedButRecoverable' } } } });
  await put('500', good, { status: 500, body: 'x' });
  await put('302', good, { status: 302, headers: { Location: 'https://evil.example/' } });
  await put('lost', good, 'request lost');
  await put('half', good, 'half a reply');
  await put('silent', good, 'no reply');
  await put('unreadable', good, { status: 200, body: 'no json' });
  vault.challenge.resource = 'https://evil.example';
  await put('evil', good);
  await end();
  await put('down', good);
});
