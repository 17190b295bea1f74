import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { goodConfigurations } from '../scripts/test-environment';
import { env, parseEnv } from './env';
import type { EnvSource } from './env-reader';

const dir = mkdtempSync(path.join(tmpdir(), 'env-'));
const { practice, real } = goodConfigurations(inject('environment'), dir);

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a good configuration', () => {
  it('gives every value in its final form for a demo on this machine', () => {
    const parsed = parseEnv(practice);
    expect(parsed).toMatchObject({
      production: true,
      cloudId: 'practice',
      openStart: true,
      logLevel: 'fatal',
      support: { tenantId: expect.any(String) },
    });
    expect(parsed.practiceCloudUrl?.origin).toBe('http://localhost:4400');
    expect(parsed.sessionKeys.map((key) => key.length)).toEqual([32, 32]);
    expect(parsed.seal.thumbprint).toBe(practice['SEAL_KEY_THUMBPRINT']);
    expect(parsed.entra).toMatchObject({ clientSecret: practice['ENTRA_CLIENT_SECRET'], certificate: null });
  });

  it('reads a certificate with its key and computes the thumbprint that Entra ID asks for', () => {
    const { entra, openStart, practiceCloudUrl } = parseEnv(real);
    expect(entra.clientSecret).toBeNull();
    expect(entra.certificate?.thumbprintSha256).toMatch(/^[0-9A-F]{64}$/);
    expect(entra.certificate?.privateKeyPem).toContain('PRIVATE KEY');
    expect(entra.certificate?.certificatePem).not.toContain('PRIVATE KEY');
    expect({ openStart, practiceCloudUrl }).toEqual({ openStart: false, practiceCloudUrl: null });
  });

  it('lets the dashboard be off, and fills in what may be left out', () => {
    const parsed = parseEnv(without(real, 'SUPPORT_TENANT_ID', 'SUPPORT_CLIENT_ID', 'MICROSOFT_CLOUD', 'LOG_LEVEL', 'DATA_DIR'));
    expect(parsed).toMatchObject({
      support: null,
      cloudId: 'global',
      logLevel: 'info',
      trustedProxyHops: 0,
      supportEmail: 'support@fortifydata.com',
    });
    expect(path.isAbsolute(parsed.dataDir)).toBe(true);
  });

  it('allows http on localhost against the real cloud in development only', () => {
    expect(parseEnv({ ...real, NODE_ENV: 'development', APP_BASE_URL: 'http://localhost:3000' }).appBaseUrl.port).toBe('3000');
  });

  it('is read once for a process', () => {
    expect(env()).toBe(env());
  });
});

const without = (source: EnvSource, ...names: string[]): EnvSource =>
  Object.fromEntries(Object.entries(source).filter(([name]) => !names.includes(name)));
