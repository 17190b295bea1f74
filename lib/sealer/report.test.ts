import { describe, expect, test } from 'vitest';
import { readSealerMessage } from './report';

const at = new Date('2026-11-23T10:00:00Z');
const call = { purpose: 'Create the client secret', at, durationMs: 1, status: 200, requestId: null, clientRequestId: 'x', code: null };
const sealed = {
  kind: 'sealed',
  jwe: 'a.b.c.d.e',
  keyId: '99999999-8888-4777-8666-555555555555',
  startsAt: at,
  expiresAt: at,
  trace: [call],
};
const api = { api: 'graph', tokenRoles: ['A'], answer: 'works', status: 200, durationMs: 3, code: null, read: 'Secure Score' };
const proof = { kind: 'proof', proof: { at, apis: [api] }, trace: [] };
const progress = { kind: 'progress', api: 'endpoint', waitingFor: 'roles' };

describe('a message of the sealer', () => {
  test.each([sealed, proof, progress, { ...progress, waitingFor: 'answer' }])('is believed in its own form: $kind', (message) => {
    expect(readSealerMessage(message)).toEqual(message);
  });

  test('loses every field that is not listed, so nothing else can come across', () => {
    const more = { ...sealed, secretValue: 'MARKER', trace: [{ ...call, body: 'MARKER' }] };
    expect(readSealerMessage(more)).toEqual(sealed);
    expect(
      JSON.stringify(readSealerMessage({ ...proof, proof: { at, token: 'MARKER', apis: [{ ...api, token: 'MARKER' }] } })),
    ).not.toContain('MARKER');
  });

  const wrong: readonly [string, unknown][] = [
    ['nothing', null],
    ['text', 'sealed'],
    ['another kind', { ...sealed, kind: 'order' }],
    ['a sealed text that is none', { ...sealed, jwe: 'the secret in clear' }],
    ['a sealed text in four parts', { ...sealed, jwe: 'a.b.c.d' }],
    ['a sealed text of nine thousand characters', { ...sealed, jwe: `a.b.c.${'d'.repeat(9000)}.e` }],
    ['a key id that is none', { ...sealed, keyId: 'x' }],
    ['a date as text', { ...sealed, expiresAt: '2028-11-22' }],
    ['no trace', { ...sealed, trace: undefined }],
    ['an API that does not exist', { ...progress, api: 'sharepoint' }],
    ['an answer that does not exist', { ...proof, proof: { at, apis: [{ ...api, answer: 'fine' }] } }],
    ['more APIs than there are', { ...proof, proof: { at, apis: [api, api, api, api] } }],
  ];
  test.each(wrong)('is not believed as %s', (_, message) => {
    expect(readSealerMessage(message)).toBeNull();
  });
});
