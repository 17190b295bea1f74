import { describe, expect, test } from 'vitest';
import { cloudFor } from '../../domain/clouds';
import type { ConnectionRecord } from '../../domain/connection';
import type { ProblemCode } from '../../domain/problem';
import { at, callbackUrl, credential, ids } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { connectionView } from './connection-view';
import { viewOf } from './view.test-data';

const certificate = { thumbprint: 'AB'.repeat(32), der: 'MII=', startsAt: at(-1), expiresAt: new Date('2028-01-01T00:00:00Z') };
const stopped = (code: ProblemCode): ConnectionRecord => ({
  ...stages.minting,
  state: 'attention',
  problem: { code, at: at(120), evidence: { Code: 'x' } },
});
const choicesAt = (record: ConnectionRecord, offered = true) =>
  connectionView({
    record,
    person: record.admin,
    operations: [],
    cloud: cloudFor('global', null),
    callbackUrl,
    now: at(400),
    certificate: offered ? certificate : null,
  });

describe('the ways on from a policy', () => {
  test('are the certificate, where there is one, and the request for an exemption', () => {
    const { choices, problem } = choicesAt(stopped('secret-policy-banned'));
    expect(choices).toMatchObject({
      certificate: { thumbprint: certificate.thumbprint },
      exemption: { text: expect.stringContaining(ids.app) },
      secret: false,
    });
    expect(problem?.next).toContain('two ways');
    const without = choicesAt(stopped('secret-policy-banned'), false);
    expect(without.choices?.certificate).toBeNull();
    expect(without.problem?.next).toContain('Ask for an exemption');
    expect(`${without.problem?.who} ${without.problem?.next}`).not.toContain('certificate');
  });

  test('are an exemption or a secret where the certificate is refused, and a secret where its signer is away', () => {
    expect(choicesAt(stopped('certificate-policy-authority')).choices).toMatchObject({ certificate: null, exemption: {}, secret: true });
    expect(choicesAt(stopped('certificate-signer-unavailable')).choices).toEqual({ certificate: null, exemption: null, secret: true });
  });

  test('are not there for any other problem, nor without one', () => {
    expect(choicesAt(stopped('consent-declined')).choices).toBeNull();
    expect(choicesAt(stages.connected).choices).toBeNull();
  });
});

describe('a key that lives less than usual', () => {
  const short = credential({ expiresAt: new Date(credential().startsAt.getTime() + 60 * 86_400_000) });

  test('is healthy, says why, and when it is to be renewed', () => {
    const { result } = viewOf({ ...stages.connected, credentials: [short] });
    expect(result?.health.text).toBe('Healthy');
    expect(result?.key).toMatchObject({
      kind: 'secret',
      days: 60,
      limit: 'Valid for 60 days, because a policy of your organization limits it.',
    });
    expect(Date.parse(result?.key.expiresAt ?? '') - Date.parse(result?.key.renewBy ?? '')).toBe(15 * 86_400_000);
    expect(viewOf(stages.connected).result?.key.limit).toBeNull();
  });

  test('is no short key when it is a certificate', () => {
    const item = { ...short, thumbprint: certificate.thumbprint, sealThumbprint: null };
    const { result } = viewOf({ ...stages.connected, certificate, credentials: [item] });
    expect(result?.key).toMatchObject({ kind: 'certificate', limit: null, sealThumbprint: null, thumbprint: certificate.thumbprint });
  });
});
