import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { bookkeeping, everything, expireLease, leased, newConnection, withOwnDatabase } from '../data/owned.test-data';
import { createSession, findSession } from '../data/sessions';
import { openConnection } from '../data/sign-ins';
import type { Person } from '../domain/connection';
import type { Facts } from '../domain/facts';
import { manifest } from '../domain/permissions';
import { complete, credential, ids, intended, person } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { MicrosoftError } from '../microsoft/microsoft-error';
import { advance } from './advance';
import { type Scripted, scripted } from './advance.test-support';
import { accept, decide } from './commands';
import type { Actor } from './ports';

withOwnDatabase();

const colleague: Person = { ...person, oid: randomUUID(), account: 'paul@contoso.example' };
let script: Scripted;
let key: ConnectionKey;
beforeEach(async () => {
  script = scripted();
  key = await newConnection();
  script.now = new Date();
});

const actor = (who: Person = person): Actor => ({ person: who, tenantId: key.tenantId, accessToken: 'token' });
const advanced = (by: Actor = actor()) => advance(script.ports, key, by);
const failure = (kind: 'throttled' | 'unreachable' | 'not-found') =>
  new MicrosoftError({
    kind,
    purpose: 'x',
    status: null,
    code: null,
    detail: null,
    requestId: null,
    clientRequestId: null,
    retryAfterSeconds: null,
  });
const pass = (seconds: number) => {
  script.now = new Date(script.now.getTime() + seconds * 1000);
};
const journal = async () => (await connectionData.operations(key, 99)).map(({ change, outcome }) => `${change} ${outcome}`);

async function accepted(by: Actor = actor()): Promise<void> {
  const observedAt = (await advanced(by)).observed?.at ?? new Date(0);
  const command = accept(script.ports, by, { manifestSha256: manifest.sha256, leaveOut: [], observedAt });
  await decide(script.ports, key, { actor: by, command });
  script.asked.length = 0;
}

/** Writes what an earlier run has come to. */
async function arrivedAt(facts: Facts): Promise<void> {
  const { lease, record } = await leased(key);
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
}

/** Everything in place but what `credentials` say. */
function ready(credentials: Facts['credentials'] = []): Facts {
  const { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId } = stages.connected;
  const { stableAt, consentReturnedAt, grantsCompleteAt } = stages.connected;
  const application = complete.application && { ...complete.application, redirectUris: [script.ports.settings.callbackUrl] };
  const observed = { ...complete, application, at: script.now };
  const made = { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId };
  return { ...made, stableAt, consentReturnedAt, grantsCompleteAt, observed, credentials };
}

describe('one request', () => {
  test('looks at the organization and stops: the admin has to decide', async () => {
    expect(await advanced()).toMatchObject({ state: 'signed_in', acceptedAt: null });
    expect(script.asked).toEqual(['observe']);
  });

  test('goes on from change to change until the admin has to approve, each with its intent and its outcome', async () => {
    await accepted();
    expect(await advanced()).toMatchObject({ state: 'consent_wait' });
    expect(script.asked).toEqual(['upsertApplication', 'upsertServicePrincipal', 'readApplication', 'readApplication']);
    expect(await journal()).toEqual(['observe done', 'createApplication done', 'createServicePrincipal done', 'awaitStableReads done']);
  });

  test('begins no further change when its time is over', async () => {
    await accepted();
    script.before = () => pass(3);
    expect(await advanced()).toMatchObject({ state: 'app' });
    expect(script.asked).toEqual(['upsertApplication']);
  });

  test('beside another one asks nothing, writes nothing, and answers with what is there', async () => {
    const { lease } = await leased(key);
    const before = await everything();
    expect(await advanced()).toMatchObject({ id: key.id, state: 'signed_in' });
    expect(await everything()).toBe(before);
    await connectionData.release(lease);
  });

  test('for a connection that is not there, or of another tenant, says so', async () => {
    for (const foreign of [
      { ...key, id: randomUUID() },
      { ...key, tenantId: randomUUID() },
    ])
      await expect(advance(script.ports, foreign, actor())).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that fails unforeseen journals an unknown outcome and gives the lease back', async () => {
    script.before = () => {
      throw new Error('unforeseen');
    };
    await expect(advanced()).rejects.toThrow('unforeseen');
    expect(await journal()).toEqual(['observe unknown']);
    expect(await connectionData.lease(key)).not.toBeNull();
  });

  test('that was overtaken writes nothing late and answers with what is there', async () => {
    await accepted();
    script.before = async () => {
      await expireLease(key.id);
      await connectionData.release((await leased(key)).lease);
    };
    expect(await advanced()).toMatchObject({ applicationObjectId: null });
    expect(await connectionData.load(key)).toMatchObject({ applicationObjectId: null });
    expect(await journal()).toEqual(['observe done', 'createApplication unknown']);
  });
});

describe('a token that is gone', () => {
  const tokenless = () => ({ ...actor(), accessToken: null });

  test('ends a change that asks Microsoft before anything is journaled', async () => {
    const before = await everything(bookkeeping);
    await expect(advanced(tokenless())).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await everything(bookkeeping)).toBe(before);
    expect(await connectionData.lease(key)).not.toBeNull();
  });

  test('does not hinder the delivery of a key that is sealed', async () => {
    const attempt = randomUUID();
    const sealed = { state: 'sealed', deliveryStartedAt: null, deliveredAt: null, provedAt: null, intendedAt: script.now } as const;
    await arrivedAt({ ...ready([credential({ ...sealed, attempt })]), sealed: { attempt, jwe: 'sealed.text' } });
    expect(await advanced(tokenless())).toMatchObject({ state: 'verifying', credentials: [{ attempt, state: 'delivered' }] });
    expect(script.asked).toEqual(['put']);
  });
});

describe('a wait', () => {
  test('asks nothing before its time, and asks after it', async () => {
    script.before = () => {
      throw failure('throttled');
    };
    const { waitReason, notBefore } = await advanced();
    const pauseSeconds = ((notBefore?.getTime() ?? 0) - script.now.getTime()) / 1000;
    expect([waitReason, pauseSeconds >= 5 && pauseSeconds <= 10]).toEqual(['throttled', true]);
    pass(pauseSeconds - 1);
    await advanced();
    expect(script.asked).toEqual(['observe']);
    pass(2);
    script.before = () => undefined;
    expect(await advanced()).toMatchObject({ waitReason: null, notBefore: null, waitingSince: null });
    expect(script.asked).toEqual(['observe', 'observe']);
  });

  test('remembers since when, however often it is repeated, and ends with a problem', async () => {
    const began = script.now;
    script.before = () => {
      throw failure('unreachable');
    };
    for (const seconds of [61, 61, 777]) {
      expect(await advanced()).toMatchObject({ waitingSince: began, problem: null });
      pass(seconds);
    }
    expect(await advanced()).toMatchObject({ waitingSince: began });
    pass(61);
    expect(await advanced()).toMatchObject({ state: 'attention', problem: { code: 'microsoft-unavailable' }, waitingSince: null });
  });
});

describe('an empty plan', () => {
  test('finishes the connection and deletes the delegated tokens', async () => {
    const live = credential({ attempt: randomUUID(), startsAt: script.now, provedAt: script.now });
    await arrivedAt(ready([{ ...live, expiresAt: new Date(script.now.getTime() + 730 * 86_400_000) }]));
    const session = { idHash: randomUUID(), person, sealedToken: 'sealed', tokenExpiresAt: new Date(Date.now() + 60_000) };
    await createSession({ ...key, ...session });
    expect(await advanced()).toMatchObject({ state: 'connected', connectedAt: script.now });
    expect(script.asked).toEqual([]);
    expect(await findSession(session.idHash)).toMatchObject({ sealedToken: null });
  });
});

describe('a second admin', () => {
  test('sees a fresh look and changes nothing before accepting the plan anew', async () => {
    await accepted();
    await openConnection({ cloud: 'global', tenantId: key.tenantId, person: colleague });
    script.now = new Date(Date.now() + 1000);
    expect(await advanced(actor(colleague))).toMatchObject({ applicationObjectId: null, acceptedBy: { oid: person.oid } });
    await advanced(actor(colleague));
    expect(script.asked).toEqual(['observe']);
    await accepted(actor(colleague));
    expect(await advanced(actor(colleague))).toMatchObject({ state: 'consent_wait', acceptedBy: { oid: colleague.oid } });
  });
});

test('a key that was intended and never reported is taken for unknown before anything else is done', async () => {
  const attempt = randomUUID();
  await arrivedAt(ready([intended({ attempt, applicationObjectId: ids.object, intendedAt: script.now, startsAt: script.now })]));
  script.observed = complete;
  const { credentials } = await advanced();
  expect(credentials).toMatchObject([{ attempt, state: 'unknown', unknownAt: expect.any(Date) }]);
  expect(script.asked).toEqual(['observe']);
});

describe('what was stable and is missing now', () => {
  const unapproved = () => {
    const facts = ready();
    return { ...facts, grantsCompleteAt: null, observed: { ...(facts.observed ?? complete), grants: [] } };
  };
  const missing = () => {
    script.before = (method) => {
      if (method === 'listGrants') throw failure('not-found');
    };
  };

  test('is looked for in the whole organization, and made again when somebody has deleted it', async () => {
    await arrivedAt(unapproved());
    script.observed = { ...complete, application: null, servicePrincipal: null, grants: null, at: script.now };
    missing();
    expect(await advanced()).toMatchObject({ waitReason: 'replication', applicationObjectId: null, servicePrincipalId: null });
    expect(script.asked).toEqual(['listGrants', 'observe']);
    pass(4);
    script.asked.length = 0;
    script.before = () => undefined;
    expect(await advanced()).toMatchObject({ applicationObjectId: ids.object });
    expect(script.asked.slice(0, 2)).toEqual(['upsertApplication', 'upsertServicePrincipal']);
  });

  test('is waited for while the organization shows it, 15 minutes in all', async () => {
    await arrivedAt(unapproved());
    script.observed = unapproved().observed;
    missing();
    const since = (await advanced()).waitingSince;
    pass(600);
    expect(await advanced()).toMatchObject({ waitReason: 'replication', waitingSince: since });
    pass(301);
    expect(await advanced()).toMatchObject({ problem: { code: 'application-gone' } });
  });
});
