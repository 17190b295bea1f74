import { describe, expect, test } from 'vitest';
import { expectedName, fits, parseExpected } from './expected';

const tenantId = '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901';

describe('what somebody typed names', () => {
  test.each([
    [tenantId, { kind: 'tenant', tenantId }],
    [`  ${tenantId.toUpperCase()} `, { kind: 'tenant', tenantId }],
    ['contoso.com', { kind: 'domain', domain: 'contoso.com' }],
    ['Contoso.COM', { kind: 'domain', domain: 'contoso.com' }],
    ['mail.pinecrest-schools.k12.or.us', { kind: 'domain', domain: 'mail.pinecrest-schools.k12.or.us' }],
    ['contoso.onmicrosoft.com', { kind: 'domain', domain: 'contoso.onmicrosoft.com' }],
    ['BÜCHER.example', { kind: 'domain', domain: 'xn--bcher-kva.example' }],
    ['例え。テスト', { kind: 'domain', domain: 'xn--r8jz45g.xn--zckzah' }],
    ['ｃｏｎｔｏｓｏ.com', { kind: 'domain', domain: 'contoso.com' }],
  ])('%s', (text, expected) => expect(parseExpected(text)).toEqual(expected));

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['contoso com', 'space'],
    ['contoso. com', 'space'],
    ['https://contoso.com', 'scheme'],
    ['mailto:adele@contoso.com', 'scheme'],
    ['contoso.com:443', 'scheme'],
    ['contoso.com/path', 'address'],
    ['adele@contoso.com', 'address'],
    ['contoso.com?x', 'address'],
    ['contoso', 'no-dot'],
    [tenantId.slice(1), 'no-dot'],
    ['.com', 'not-a-domain'],
    ['contoso..com', 'not-a-domain'],
    ['contoso.com.', 'not-a-domain'],
    ['-contoso.com', 'not-a-domain'],
    ['con_toso.com', 'not-a-domain'],
    ['127.0.0.1', 'not-a-domain'],
    ['0x7f.1', 'not-a-domain'],
    ['a.b%2ecom', 'not-a-domain'],
    ['a\u0000b.com', 'not-a-domain'],
    ['con\u200btoso.com', 'not-a-domain'],
    [`${'a'.repeat(64)}.com`, 'not-a-domain'],
    [`${'a.'.repeat(130)}com`, 'not-a-domain'],
    ['contoso.c', 'not-a-domain'],
  ])('not %j: %s', (text, code) => expect(parseExpected(text)).toEqual({ kind: 'fault', code }));
});

describe('the organization that came', () => {
  const other = '8d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e902';
  const byId = { kind: 'tenant', tenantId } as const;
  const byDomain = { kind: 'domain', domain: 'xn--bcher-kva.example' } as const;

  test.each([
    ['is the tenant', byId, { tenantId: tenantId.toUpperCase(), verifiedDomains: null }, true],
    ['is another tenant, whatever its domains are', byId, { tenantId: other, verifiedDomains: ['contoso.com'] }, false],
    ['has verified the domain', byDomain, { tenantId: other, verifiedDomains: ['a.example', 'xn--bcher-kva.example'] }, true],
    ['has verified it as Microsoft may write it', byDomain, { tenantId: other, verifiedDomains: ['Bücher.example'] }, true],
    ['has verified a part of it alone', byDomain, { tenantId: other, verifiedDomains: ['example', 'a.xn--bcher-kva.example'] }, false],
    ['has verified none', byDomain, { tenantId: other, verifiedDomains: [] }, false],
    ['was not read yet', byDomain, { tenantId: other, verifiedDomains: null }, null],
  ])('%s', (_, expected, comer, fit) => expect(fits(expected, comer)).toBe(fit));

  test('is named by id or domain', () => {
    expect([expectedName(byId), expectedName(byDomain)]).toEqual([tenantId, 'xn--bcher-kva.example']);
  });
});
