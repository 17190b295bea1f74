import { describe, expect, test } from 'vitest';
import { type Admission, isExpected, isHeld } from './admission';
import { nextStep } from './next-step';
import { at, callbackUrl, ids, untouched } from './record.test-data';
import { stages } from './stages.test-data';
import { stateOf } from './state';
import { standingOf } from './support/standing';
import { dueAt, unattendedStep } from './unattended';

const here = { kind: 'tenant', tenantId: ids.tenant } as const;
const elsewhere = { kind: 'tenant', tenantId: ids.object } as const;
const contoso = { kind: 'domain', domain: 'contoso.example' } as const;
const fabrikam = { kind: 'domain', domain: 'fabrikam.example' } as const;
const admission = (change: Partial<Admission>): Admission => ({
  ...{ id: ids.attempt, customer: 'Pinecrest Schools', customerId: 'C-1042', expected: here, releasedAt: null, refusedAt: null },
  ...change,
});
const from = { callbackUrl, now: at(400), who: stages.fresh.admin.oid };

describe('a connection', () => {
  test.each([
    ['without an invitation is not held', stages.fresh, null, 'signed_in'],
    ['of the expected tenant is not held', stages.fresh, admission({}), 'signed_in'],
    ['of another tenant is held before it is looked at', stages.fresh, admission({ expected: elsewhere }), 'held'],
    ['of another tenant is held after it was looked at', stages.looked, admission({ expected: elsewhere }), 'held'],
    ['whose domains are not known is not held yet', stages.fresh, admission({ expected: fabrikam }), 'signed_in'],
    ['with the domain is not held', stages.looked, admission({ expected: contoso }), 'signed_in'],
    ['without the domain is held', stages.looked, admission({ expected: fabrikam }), 'held'],
    ['that was let in is held no more', stages.looked, admission({ expected: fabrikam, releasedAt: at(1) }), 'signed_in'],
    ['that was refused stays held', stages.looked, admission({ expected: fabrikam, refusedAt: at(1) }), 'held'],
    [
      'whose plan was accepted is not stopped by a domain that moves',
      stages.consentWait,
      admission({ expected: fabrikam }),
      'consent_wait',
    ],
    ['that is complete is not either', stages.connected, admission({ expected: fabrikam }), 'connected'],
  ] as const)('%s', (_, stage, invitation, state) => {
    const record = { ...stage, invitation };
    expect([stateOf(record), isHeld(record)]).toEqual([state, state === 'held']);
  });

  test('is the expected one by any of its domains', () => {
    const organization = { ...untouched.organization, domains: ['contoso.example', 'fabrikam.example'] };
    expect(isExpected({ tenantId: ids.tenant, observed: { ...untouched, organization } }, fabrikam)).toBe(true);
    expect(isExpected({ tenantId: ids.tenant, observed: null }, fabrikam)).toBeNull();
  });

  test('that an earlier version has read may be the expected one by its default domain, and is never told not to be', () => {
    expect([contoso, fabrikam].map((expected) => isExpected({ tenantId: ids.tenant, observed: untouched }, expected))).toEqual([
      true,
      null,
    ]);
    const organization = { ...untouched.organization, domains: ['contoso.example'] };
    expect(isExpected({ tenantId: ids.tenant, observed: { ...untouched, organization } }, fabrikam)).toBe(false);
  });
});

describe('while it is held', () => {
  const invitation = admission({ expected: elsewhere });
  const record = { ...stages.looked, invitation, state: 'held' as const };

  test('it is looked at once and nothing else is done, by nobody', () => {
    expect(nextStep({ ...record, observed: null }, from)).toEqual({ kind: 'change', change: { kind: 'observe', by: 'portal' } });
    expect(nextStep(record, from)).toEqual({ kind: 'admin', why: 'held' });
    expect(nextStep({ ...record, problem: { code: 'throttled', at: at(2), evidence: {} } }, from)).toEqual({ kind: 'admin', why: 'held' });
    expect(unattendedStep(record, from)).toEqual({ kind: 'nothing' });
  });

  test('a worker is called once after every write, in case support has decided meanwhile, and not after a refusal', () => {
    expect(dueAt(record)).toEqual(at(3));
    expect(dueAt({ ...record, invitation: { ...invitation, refusedAt: at(3) } })).toBeNull();
  });

  test('it is support’s turn, and nobody’s once it was refused', () => {
    expect(standingOf(record, from)).toMatchObject({ tab: 'needs-us', cause: 'held', step: 'sign-in' });
    const refused = { ...record, invitation: { ...invitation, refusedAt: at(3) } };
    expect(standingOf(refused, from)).toMatchObject({ tab: 'ended', cause: 'refused' });
  });
});
