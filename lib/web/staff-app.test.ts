import { expect, test } from 'vitest';
import { env } from '../env';
import { staffApp } from './staff-app';

test('the browser is told where staff sign in, and nothing secret', () => {
  const { support, appBaseUrl, entra } = env();
  const app = staffApp();
  expect(app).toMatchObject({
    clientId: support?.clientId,
    redirectUri: `${appBaseUrl.origin}/support`,
    scope: `api://${support?.clientId}/access_as_user`,
  });
  const metadata: unknown = JSON.parse(app?.authorityMetadata ?? '{}');
  expect(metadata).toMatchObject({ issuer: expect.stringContaining(`/${support?.tenantId}/v2.0`) });
  for (const secret of [entra.clientSecret, ...env().sessionKeys.map((key) => key.toString('base64'))])
    if (secret) expect(JSON.stringify(app)).not.toContain(secret);
});
