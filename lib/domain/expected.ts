/** The organization an invitation is for: a tenant, or a domain that the organization has verified at Microsoft. */
export type Expected = { readonly kind: 'tenant'; readonly tenantId: string } | { readonly kind: 'domain'; readonly domain: string };

/** Why a text names no organization. */
export const expectedFaults = ['empty', 'scheme', 'address', 'space', 'no-dot', 'not-a-domain'] as const;
export type ExpectedFault = (typeof expectedFaults)[number];

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const domainName = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** What somebody typed: the id of a tenant, or a domain as it stands in a web address. Letters of any script become ASCII (IDNA). */
export function parseExpected(text: string): Expected | { readonly kind: 'fault'; readonly code: ExpectedFault } {
  const typed = text.trim().toLowerCase();
  if (guid.test(typed)) return { kind: 'tenant', tenantId: typed };
  const code = faultOf(typed);
  if (code) return { kind: 'fault', code };
  const domain = asciiDomain(typed);
  return domain === null ? { kind: 'fault', code: 'not-a-domain' } : { kind: 'domain', domain };
}

function faultOf(typed: string): ExpectedFault | null {
  if (typed === '') return 'empty';
  if (/\s/.test(typed)) return 'space';
  if (/^[a-z][a-z0-9+.-]*:/.test(typed)) return 'scheme';
  if (/[/@:?#]/.test(typed)) return 'address';
  return typed.includes('.') || /[\u3002\uff0e\uff61]/.test(typed) ? null : 'no-dot';
}

/** A domain in lower case and ASCII; null for what is none. Only letters, digits, dots and hyphens reach the parser of addresses. */
function asciiDomain(typed: string): string | null {
  if (/[%\\[\]<>^|\p{C}]/u.test(typed) || !URL.canParse(`http://${typed}`)) return null;
  const { hostname } = new URL(`http://${typed}`);
  return domainName.test(hostname) ? hostname : null;
}

/** An organization as sign-in and a look at it name it. */
export interface Comer {
  readonly tenantId: string;
  /** null: not read yet. */
  readonly verifiedDomains: readonly string[] | null;
}

/** Whether the organization is the expected one; null while its domains would have to be known and are not. */
export function fits(expected: Expected, { tenantId, verifiedDomains }: Comer): boolean | null {
  if (expected.kind === 'tenant') return expected.tenantId === tenantId.toLowerCase();
  return verifiedDomains?.some((domain) => (asciiDomain(domain.toLowerCase()) ?? domain) === expected.domain) ?? null;
}

/** The expected organization in one word, for people. */
export const expectedName = (expected: Expected): string => (expected.kind === 'tenant' ? expected.tenantId : expected.domain);
