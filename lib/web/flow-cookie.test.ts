import { beforeAll, describe, expect, test, vi } from 'vitest';
import { learnDatabaseTime } from '../data/clock';
import { addFlow, dropFlow, readFlows } from './flow-cookie';
import { cookieOf, origin } from './portal.test-data';
import { seal } from './sealing';

beforeAll(() => {
  process.env['APP_BASE_URL'] = origin;
});

const start = (state: string) => ({ state, nonce: `nonce-${state}`, verifier: `verifier-${state}` });
const statesOf = async (header: string | null) => (await readFlows(header)).map((flow) => flow.state);

async function flows(...states: string[]): Promise<string> {
  let header = '';
  for (const state of states) header = cookieOf(await addFlow(header, start(state)));
  return header;
}
const cookieWith = async (text: string) => `__Host-flow=${await seal('sign-in-flow', '', text)}`;

describe('the sign-ins of a browser', () => {
  test('come back with their secrets and end after ten minutes', async () => {
    const [flow] = await readFlows(await flows('a'));
    expect(flow).toEqual({ ...start('a'), expiresAt: expect.any(Date) });
    const left = (flow?.expiresAt.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(590_000);
    expect(left).toBeLessThanOrEqual(600_000);
  });

  test('are three at most, the oldest gives way', async () => {
    expect(await statesOf(await flows('a', 'b', 'c', 'd'))).toEqual(['b', 'c', 'd']);
  });

  test('end one by one; with the last one the cookie is deleted', async () => {
    const header = await flows('a', 'b');
    const dropped = cookieOf(await dropFlow(header, 'a'));
    expect(await statesOf(dropped)).toEqual(['b']);
    expect(await dropFlow(dropped, 'b')).toMatch(/^__Host-flow=;.*Max-Age=0$/);
    expect(await statesOf(cookieOf(await dropFlow(header, 'unknown')))).toEqual(['a', 'b']);
  });

  test('that are over by the database’s clock are not read, and leave room', async () => {
    const header = await flows('a', 'b', 'c');
    learnDatabaseTime(new Date(Date.now() + 600_001));
    expect(await readFlows(header)).toEqual([]);
    const next = cookieOf(await addFlow(header, start('d')));
    expect(await statesOf(next)).toEqual(['d']);
    learnDatabaseTime(new Date());
  });

  test.each([-10, 10])('are as good as before when the machine’s clock jumps by %d minutes', async (minutes) => {
    const header = await flows('a');
    vi.useFakeTimers({ now: Date.now() + minutes * 60_000, toFake: ['Date'] });
    expect(await statesOf(header)).toEqual(['a']);
    vi.useRealTimers();
    expect(await statesOf(header)).toEqual(['a']);
  });

  test('show none of their secrets in the cookie, which scripts cannot read', async () => {
    const setCookie = await addFlow(null, start('SECRET-MARKER'));
    expect(setCookie).not.toContain('MARKER');
    expect(setCookie).toMatch(/^__Host-flow=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/);
    expect(setCookie.length).toBeLessThan(4096);
  });
});

describe('a flow cookie that we did not write', () => {
  const foreign = ['', 'x', '[]', 'a.b.c.d.e', '%00', '"quoted"'];
  test.each(foreign)('%j counts as none', async (value) => expect(await readFlows(`__Host-flow=${value}`)).toEqual([]));

  test('counts as none with one character changed, anywhere', async () => {
    const header = await flows('a');
    for (let index = '__Host-flow='.length; index < header.length; index += 7) {
      const other = header[index] === 'A' ? 'Q' : 'A';
      expect(await readFlows(header.slice(0, index) + other + header.slice(index + 1))).toEqual([]);
    }
  });

  test('counts as none when it was sealed for something else', async () => {
    const text = JSON.stringify([{ ...start('a'), expiresAt: new Date(Date.now() + 60_000) }]);
    expect(await statesOf(await cookieWith(text))).toEqual(['a']);
    expect(await readFlows(`__Host-flow=${await seal('delegated-token', '', text)}`)).toEqual([]);
    expect(await readFlows(`__Host-flow=${await seal('sign-in-flow', 'secret', text)}`)).toEqual([]);
  });

  test.each([
    '{}',
    'null',
    '[1]',
    '[{"state":"a"}]',
    '"x"',
    `[${Array(4).fill('{"state":"a","nonce":"b","verifier":"c","expiresAt":"2100-01-01T00:00:00Z"}')}]`,
  ])('counts as none with another shape inside: %j', async (text) => expect(await readFlows(await cookieWith(text))).toEqual([]));
});
