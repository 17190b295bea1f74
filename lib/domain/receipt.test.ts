import { describe, expect, it } from 'vitest';
import { manifest } from './permissions';
import type { Proof } from './proof';
import { type ReceiptInput, receipt } from './receipt';

const application = manifest.rows.filter((row) => row.type === 'Application');
const values = (api: string) => application.filter((row) => row.api === api).map((row) => row.value);

const proof: Proof = {
  at: new Date('2026-11-23T14:08:00Z'),
  apis: [
    {
      api: 'graph',
      tokenRoles: values('Microsoft Graph'),
      answer: 'works',
      status: 200,
      durationMs: 400,
      code: null,
      read: 'Secure Score',
    },
    {
      api: 'endpoint',
      tokenRoles: values('WindowsDefenderATP'),
      answer: 'no-data',
      status: 404,
      durationMs: 300,
      code: null,
      read: 'devices',
    },
    {
      api: 'threat-protection',
      tokenRoles: values('Microsoft Threat Protection'),
      answer: 'no-license',
      status: 403,
      durationMs: 300,
      code: 'DisabledFeature',
      read: 'incidents',
    },
  ],
};

const input: ReceiptInput = {
  organization: { name: 'Contoso Ltd', domain: 'contoso.example', tenantId: '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901' },
  returnedBy: { name: 'Adele Vance', account: 'adele@contoso.example', oid: '0c7a0000-0000-4000-8000-000000000001' },
  createdBy: { name: 'Carla Stone', account: 'carla@contoso.example', oid: '0c7a0000-0000-4000-8000-000000000002' },
  grantedAt: new Date('2026-11-23T14:04:12Z'),
  application: {
    displayName: 'Microsoft Defender Integration for FortifyData',
    clientId: 'client',
    objectId: 'object',
    servicePrincipalId: 'principal',
  },
  credential: {
    keyId: 'key',
    startsAt: new Date('2026-11-23T14:05:00Z'),
    expiresAt: new Date('2028-11-22T14:05:00Z'),
    sealThumbprint: 'thumbprint',
  },
  manifest: { version: null, sha256: 'b'.repeat(64) },
  granted: application.map((row) => ({ resourceAppId: row.resourceAppId, appRoleId: row.id, value: row.value })),
  setAside: [],
  proof,
  adoption: null,
};

const rowOf = (document: ReturnType<typeof receipt>, api: string, type: string, value: string) =>
  document.permissions.find((row) => row.api === api && row.type === type && row.value === value);

describe('the receipt', () => {
  it('names organization, who came back, app, key, accepted list and times, and nothing else', () => {
    const { permissions, ...facts } = receipt(input);
    expect(permissions).toHaveLength(61);
    expect(facts).toEqual({
      schemaVersion: 1,
      organization: input.organization,
      returnedBy: input.returnedBy,
      createdBy: input.createdBy,
      grantedAt: '2026-11-23T14:04:12.000Z',
      application: input.application,
      credential: {
        displayName: 'FortifyDataAPISecret',
        keyId: 'key',
        startsAt: '2026-11-23T14:05:00.000Z',
        expiresAt: '2028-11-22T14:05:00.000Z',
        days: 730,
        kind: 'secret',
        limitedBy: null,
        renewBy: '2028-10-23T14:05:00.000Z',
        sealedTo: 'thumbprint',
        thumbprint: null,
      },
      manifest: { version: null, sha256: 'b'.repeat(64) },
      setAside: [],
      provedAt: '2026-11-23T14:08:00.000Z',
      adopted: null,
    });
  });

  it('keeps the order of the guide and tells works, no data and no license apart', () => {
    const document = receipt(input);
    expect(document.permissions.map((row) => row.id)).toEqual(manifest.rows.map((row) => row.id));
    const answers = document.permissions.map((row) => row.answer);
    const tally = (answer: string) => answers.filter((candidate) => candidate === answer).length;
    expect([tally('works'), tally('no-data'), tally('no-license'), tally('not tried')]).toEqual([31, 16, 2, 12]);
  });

  it('shows delegated permissions as asked and never as granted', () => {
    const delegated = receipt(input).permissions.filter((row) => row.type === 'Delegated');
    expect(delegated).toHaveLength(12);
    expect(delegated.every((row) => row.asked && row.granted === 'not readable' && row.inToken === null)).toBe(true);
  });

  it('shows a permission that was set aside as not asked and not granted', () => {
    const reason = 'retired' as const;
    const [api, value] = ['Microsoft Graph', 'Topic.Read.All'];
    const document = receipt({ ...input, setAside: [{ api, type: 'Delegated', value, reason }] });
    expect(rowOf(document, api, 'Delegated', value)).toMatchObject({ asked: false, granted: false });
    expect(document.setAside).toEqual([{ api, type: 'Delegated', value, reason }]);
  });

  it('does not take the grant of one API for the grant of another with the same name', () => {
    const granted = input.granted.filter((grant) => !(grant.value === 'User.Read.All' && grant.resourceAppId.startsWith('00000003')));
    const document = receipt({ ...input, granted });
    expect(rowOf(document, 'Microsoft Graph', 'Application', 'User.Read.All')?.granted).toBe(false);
    expect(rowOf(document, 'WindowsDefenderATP', 'Application', 'User.Read.All')?.granted).toBe(true);
  });

  it('claims no answer for a permission that the token lacks, and none without a token', () => {
    const apis = proof.apis.map((api) => ({
      ...api,
      tokenRoles: api.api === 'graph' ? ['Device.Read.All'] : api.api === 'endpoint' ? null : api.tokenRoles,
    }));
    const document = receipt({ ...input, proof: { ...proof, apis } });
    expect(rowOf(document, 'Microsoft Graph', 'Application', 'Device.Read.All')).toMatchObject({ inToken: true, answer: 'works' });
    expect(rowOf(document, 'Microsoft Graph', 'Application', 'Sites.Read.All')).toMatchObject({ inToken: false, answer: 'not tried' });
    expect(rowOf(document, 'WindowsDefenderATP', 'Application', 'Alert.Read.All')).toMatchObject({ inToken: null, answer: 'not tried' });
  });

  it('names the id that the permission has in this tenant', () => {
    const granted = input.granted.map((grant) => (grant.value === 'Alert.Read.All' ? { ...grant, appRoleId: 'live' } : grant));
    expect(rowOf(receipt({ ...input, granted }), 'WindowsDefenderATP', 'Application', 'Alert.Read.All')?.id).toBe('live');
  });

  it('lets no secret through, even when an object that is handed in carries one', () => {
    const leak = { secretText: 'hunter2-secret-value', roles: ['hunter2-secret-value'], jwe: 'hunter2-secret-value' };
    const careless = {
      ...leak,
      ...input,
      organization: { ...input.organization, ...leak },
      returnedBy: { name: 'Adele Vance', account: 'adele@contoso.example', oid: 'oid', ...leak },
      createdBy: { name: 'Carla Stone', account: 'carla@contoso.example', oid: 'oid', ...leak },
      application: { ...input.application, ...leak },
      manifest: { ...input.manifest, ...leak },
      credential: { ...input.credential, ...leak },
      setAside: [{ api: 'a', type: 'Application' as const, value: 'b', reason: 'retired' as const, ...leak }],
    };
    expect(JSON.stringify(receipt(careless))).not.toContain('hunter2');
  });
});
