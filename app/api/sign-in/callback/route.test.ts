import { describe, expect, test } from 'vitest';
import { everything, owner } from '@/lib/data/owned.test-data';
import { addFlow } from '@/lib/web/flow-cookie';
import { cookieOf, get, origin, ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { POST as begin } from '../route';
import { GET as callback } from './route';

withPortal();

const flowOf = async (state: string) => cookieOf(await addFlow(null, { state, nonce: 'n', verifier: 'v'.repeat(43) }));
const back = (query: string, headers: Record<string, string> = {}) => get(callback, { path: `/api/sign-in/callback?${query}`, headers });
const problemOf = (response: Response) => {
  const url = new URL(response.headers.get('location') ?? '', origin);
  expect([response.status, url.origin, url.pathname]).toEqual([303, origin, '/']);
  return url.searchParams.get('problem');
};

const hostile = [
  '',
  'code=x',
  'state=x',
  'code=x&state=x',
  'code=x&state=x&session_state=y',
  'code=x&code=y&state=known',
  'code=x&state=known&state=known',
  'code=&state=known',
  'state=known',
  'code=x%00&state=known',
  'code=x%0d%0aSet-Cookie:%20a&state=known',
  `code=${'x'.repeat(20_000)}&state=known`,
  'code=x&state=KNOWN',
  'code[]=x&state=known',
  'code=x&state=__proto__',
  'id_token=x&state=known',
  'code=x&state=known%20',
];

describe('an answer that is no answer to a sign-in of this browser', () => {
  test.each(hostile)('is refused and leaves nothing behind: %s', async (query) => {
    const before = await everything();
    const response = await back(query, { cookie: await flowOf('known') });
    expect(problemOf(response)).toBe('sign-in-replayed');
    expect(response.headers.getSetCookie().join()).not.toContain('session=');
    expect(await everything()).toBe(before);
  });

  test('is refused when another browser began it', async () => {
    const before = await everything();
    for (const cookie of ['', '__Host-flow=forged', await flowOf('other')]) {
      expect(problemOf(await back('code=x&state=known', { cookie }))).toBe('sign-in-replayed');
    }
    expect(await everything()).toBe(before);
  });

  test('leaves the sessions of this browser alone', async () => {
    const { cookie } = await signedIn();
    const before = await everything();
    await back('code=x&state=x', { cookie });
    expect(await everything()).toBe(before);
  });
});

describe('an answer with an error', () => {
  const errors: readonly [string, string][] = [
    ['error=access_denied&error_subcode=cancel', 'sign-in-cancelled'],
    ['error=access_denied&error_description=AADSTS65004%3A+x', 'sign-in-declined'],
    ['error=access_denied&error_description=AADSTS90094%3A+x', 'admin-approval-needed'],
    ['error=interaction_required&error_description=AADSTS53003%3A+x', 'conditional-access'],
    ['error=%3Cscript%3Ealert(1)%3C%2Fscript%3E', 'sign-in-failed'],
    ['error=__proto__', 'sign-in-failed'],
    ['error=', 'sign-in-failed'],
  ];
  test.each(errors)('%s leads to its problem, ends the flow and carries none of its text', async (query, problem) => {
    const response = await back(`${query}&state=known&error_uri=https://evil.example`, { cookie: await flowOf('known') });
    expect(problemOf(response)).toBe(problem);
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-flow=; .*Max-Age=0$/)]);
    expect(response.headers.get('location')).not.toMatch(/script|evil|%3A|[+ ]x/);
  });
});

describe('a code', () => {
  test('is tried once: of 20 callbacks at once one comes as far as Microsoft, who is not there', async () => {
    const cookie = await flowOf('once');
    const answers = await Promise.all(Array.from({ length: 20 }, () => back('code=x&state=once', { cookie })));
    const problems = answers.map(problemOf).sort();
    expect(problems).toEqual(['microsoft-unavailable', ...Array.from({ length: 19 }, () => 'sign-in-replayed')]);
    expect((await owner().query('SELECT count(*)::int AS n FROM connections')).rows).toEqual([{ n: 1 }]);
  });
});

describe('hostile headers', () => {
  const forwarded = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-port': '81',
    forwarded: 'host=evil.example;proto=http',
    'x-original-url': 'https://evil.example/',
    referer: 'https://evil.example/',
  };

  test('leave no trace in the address at Microsoft, which returns to the configured origin', async () => {
    const response = await post(begin, { headers: { ...ownPage, ...forwarded } });
    const { location } = await response.json();
    expect(new URL(location).searchParams.get('redirect_uri')).toBe(`${origin}/api/sign-in/callback`);
    expect(`${location} ${response.headers.getSetCookie()}`).not.toContain('evil');
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-flow=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/),
    ]);
  });

  test('leave no trace in a redirect', async () => {
    const request = new Request('https://evil.example/api/sign-in/callback?error=x&state=y', { headers: forwarded });
    const response = await callback(request, { params: Promise.resolve({}) });
    expect(response.headers.get('location')).toBe('/?problem=sign-in-failed');
    expect(JSON.stringify([...response.headers])).not.toContain('evil');
  });
});
