import { describe, expect, it } from 'vitest';
import { PortalError } from './error';
import { safeFields, safeText } from './log-fields';

const marker = 'MARKER-7f3a91';
const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJ4In0.${marker}`;
const jwe = `eyJhbGciOiJFQ0RILUVTIn0.${marker}.aaaa.bbbb.${marker}`;
const write = (fields: Record<string, unknown>): string => JSON.stringify(safeFields(fields));

describe('a log line', () => {
  const names = [
    'authorization',
    'Authorization',
    'cookie',
    'Set-Cookie',
    'token',
    'secret',
    'secretText',
    'code',
    'state',
    'access_token',
    'id_token',
  ].concat(
    'refresh_token',
    'client_secret',
    'clientSecret',
    'accessToken',
    'sealed',
    'jwe',
    'password',
    'code_verifier',
    'nonce',
    'client_assertion',
  );

  it.each(names)('never carries the field %s, however deep it lies', (name) => {
    expect(write({ [name]: marker, kept: 1 })).toBe('{"kept":1}');
    expect(write({ list: [{ deep: { [name]: marker } }] })).not.toContain(marker);
    expect(write({ headers: new Map([[name, marker]]) })).not.toContain(marker);
    expect(write({ error: new Error('x', { cause: new PortalError('internal', 'y', { context: { [name]: marker } }) }) })).not.toContain(
      marker,
    );
  });

  const texts: readonly (readonly [string, string])[] = [
    ['a signed token', `got ${jwt} back`],
    ['a sealed credential', jwe],
    ['a bearer header', `Authorization: Bearer ${marker}`],
    ['a basic header', `basic ${marker}`],
    ['a code in an address', `/api/auth/callback?code=${marker}&x=1`],
    ['a state in an address', `https://localhost/cb?admin_consent=True&state=${marker}`],
    ['a token request', `grant_type=client_credentials&client_secret=${marker}&scope=x`],
    ['a client secret as Entra ID makes them', `abc8Q~${marker}.aaaaaaaaaaaaaaaaaaaaaaa`],
  ];

  it.each(texts)('masks %s in any text', (_name, text) => {
    expect(write({ text })).not.toContain(marker);
    expect(write({ error: new Error(text) })).not.toContain(marker);
    expect(write({ [text]: 1 })).not.toContain(marker);
    expect(safeText(text)).not.toContain(marker);
  });

  it('masks an address given as URL', () => {
    expect(write({ url: new URL(`http://localhost/cb?code=${marker}`) })).toBe('{"url":"http://localhost/cb?code=[masked]"}');
  });

  it.each(['\r\n', '\u001b[31m', '\u2028', '\u2029', '\u0000', '\u009b', '\u202e', '\u007f'])('keeps %j from steering a reader', (mark) => {
    const line = write({ name: `Contoso${mark}{"level":30}`, [`key${mark}`]: 1 });
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
    expect(JSON.parse(line).name).toContain(`\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });

  it('keeps quotes, ids, numbers and dates as they are', () => {
    const fields = {
      name: 'a "quoted" \\ name',
      requestId: 'd1f2a8a2-1c44-4b2b-9a31-60f9b1f5d6aa',
      count: 61,
      at: new Date(0),
      none: null,
    };
    expect(safeFields(fields)).toEqual({ ...fields, at: '1970-01-01T00:00:00.000Z' });
  });

  it('names the code and context of an error of the portal, and its cause', () => {
    const cause = new TypeError('socket closed');
    const error = new PortalError('unavailable', 'graph did not answer', { context: { requestId: 'abc' }, cause });
    expect(safeFields({ error })).toMatchObject({
      error: {
        name: 'PortalError',
        errorCode: 'unavailable',
        context: { requestId: 'abc' },
        cause: { name: 'TypeError', message: 'socket closed' },
      },
    });
  });

  it('is finite for endless objects, long text and bytes', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const line = write({
      loop,
      long: 'x'.repeat(1_000_000),
      many: Array(10_000).fill('y'),
      bytes: Buffer.from(marker),
      big: 10n,
      call: () => marker,
    });
    expect(line.length).toBeLessThan(5_000);
    expect(line).not.toContain(marker);
  });
});
