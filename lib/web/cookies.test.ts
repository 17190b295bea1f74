import { describe, expect, test, vi } from 'vitest';

/** The module as it is under another origin: the configuration is read once. */
async function cookiesUnder(origin: string) {
  vi.resetModules();
  process.env['APP_BASE_URL'] = origin;
  return import('./cookies');
}

const parts = (setCookie: string) => setCookie.split('; ');

describe('a cookie over https', () => {
  test.each(['session', 'flow'] as const)('%s is a __Host- cookie: Secure, HttpOnly, Path=/, SameSite=Lax, no Domain', async (name) => {
    const { setCookie } = await cookiesUnder('https://localhost:3000');
    expect(parts(setCookie(name, 'value', 600))).toEqual([
      `__Host-${name}=value`,
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      'Secure',
      'Max-Age=600',
    ]);
  });

  test('is deleted with the same attributes, or the browser would keep it', async () => {
    const { setCookie } = await cookiesUnder('https://localhost:3000');
    expect(parts(setCookie('session', '', 0))).toEqual(['__Host-session=', 'Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure', 'Max-Age=0']);
  });
});

describe('a cookie in practice mode on plain http', () => {
  test('has a name that no browser refuses, and no Domain either', async () => {
    const { setCookie } = await cookiesUnder('http://localhost:3000');
    expect(parts(setCookie('session', 'v', 1))).toEqual(['practice-session=v', 'Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=1']);
  });

  test('is not read over https', async () => {
    const { readCookie } = await cookiesUnder('https://localhost:3000');
    expect(readCookie('practice-session=v', 'session')).toBeNull();
  });
});

describe('reading a cookie', () => {
  const cases: readonly [string | null, string | null][] = [
    [null, null],
    ['', null],
    ['__Host-session=a', 'a'],
    ['x=1; __Host-session=a; y=2', 'a'],
    ['x=1;__Host-session=a', 'a'],
    ['__Host-session=a=b=', 'a=b='],
    ['__Host-session=', ''],
    ['x__Host-session=a', null],
    ['__Host-sessions=a', null],
    ['__host-session=a', null],
    ['session=a', null],
    ['x="; __Host-session=a', 'a'],
  ];
  test.each(cases)('%j gives %j', async (header, value) => {
    const { readCookie } = await cookiesUnder('https://localhost:3000');
    expect(readCookie(header, 'session')).toBe(value);
  });
});
