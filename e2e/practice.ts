import { environment } from './environment';

/** An organization of the practice cloud that belongs to one test alone. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** The account of one of its people: `account('carla')`; without a name the Global Administrator `admin`. */
  account(person?: string): string;
}

/** One request that the practice cloud answered; the parts that tests look at. */
export interface JournalEntry {
  readonly service: 'login' | 'graph' | 'xdr' | 'endpoint' | 'fortifydata';
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly query: string;
  readonly status: number;
  readonly write: boolean;
  readonly browser: boolean;
  readonly fault: string | null;
}

interface Certificate {
  readonly keyId: string;
  readonly displayName: string;
  readonly customKeyIdentifier: string;
  readonly type: string;
  readonly usage: string;
}

interface Password {
  readonly keyId: string;
  readonly displayName: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly uniqueName: string | null;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string;
    readonly resourceAccess: readonly { readonly type: string }[];
  }[];
  readonly passwordCredentials: readonly Password[];
  readonly keyCredentials: readonly Certificate[];
}

/** What stands in an organization, from the practice cloud's own books. */
export interface TenantState {
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly { readonly id: string; readonly appId: string }[];
  readonly appRoleAssignments: readonly { readonly principalId: string; readonly value: string | null }[];
  readonly oauth2PermissionGrants: readonly { readonly clientId: string; readonly scope: string }[];
}

/** A disturbance of one organization's requests, see practice/README.md. */
export interface Fault {
  readonly match: { readonly service?: JournalEntry['service']; readonly method?: string; readonly path?: string };
  readonly times?: number;
  readonly effect?: 'before' | 'after';
  readonly answer?: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };
  readonly action?: 'reset' | 'stall' | 'truncate';
}

export const integrationName = 'Microsoft Defender Integration for FortifyData';

/**
 * Asks the practice cloud's control API.
 * @throws Error with its words for a request that it refuses
 */
async function control<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(`${environment.practiceUrl}/control${path}`, init);
  if (!answer.ok) throw new Error(`practice control ${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

/** Makes an organization like the seeded `template`, in which nothing has happened yet. Without a setting its reads never lag. */
export async function newTenant(template = 'contoso.example', settings: object = {}): Promise<Tenant> {
  const { id, name, domain } = await control<Tenant>('POST', '/tenants', { template, settings: { lagSeconds: 0, ...settings } });
  return { id, name, domain, account: (person = 'admin') => `${person}@${domain}` };
}

/** An organization in which somebody has registered the integration by hand, once for each difference named; see practice/README.md. */
export async function tenantWithHandMade(...handMade: readonly object[]): Promise<Tenant> {
  const wish = { template: 'woodgrove.example', settings: { lagSeconds: 0 }, handMade };
  const { id, name, domain } = await control<Tenant>('POST', '/tenants', wish);
  return { id, name, domain, account: (person = 'admin') => `${person}@${domain}` };
}

export const changeSettings = (tenant: Tenant, settings: object) => control<object>('PATCH', `/tenants/${tenant.id}`, settings);
export const stateOf = (tenant: Tenant) => control<TenantState>('GET', `/tenants/${tenant.id}`);
export const act = (tenant: Tenant, deed: object) => control<object>('POST', `/tenants/${tenant.id}/act`, deed);

/** Everything in an organization was written this many seconds earlier. */
export const age = (tenant: Tenant, seconds: number) => control<object>('POST', `/tenants/${tenant.id}/age`, { seconds });

/** Disturbs coming requests of one organization. */
export const disturb = (tenant: Tenant, { match, ...fault }: Fault) =>
  control<object>('POST', '/faults', { ...fault, match: { ...match, tenant: tenant.id } });

/** True when Microsoft would accept this secret of the application now. */
export async function accepts(tenant: Tenant, appId: string, secret: string): Promise<boolean> {
  return (await control<{ valid: boolean }>('POST', `/tenants/${tenant.id}/check-secret`, { appId, secret })).valid;
}

/** All requests about an organization, oldest first, or those after number `since`. */
export async function journalOf(tenant: Tenant, since = 0): Promise<readonly JournalEntry[]> {
  return (await control<{ entries: JournalEntry[] }>('GET', `/journal?since=${since}&tenant=${tenant.id}`)).entries;
}

/** The number of the newest request, to read the journal from here later. */
export async function journalEnd(): Promise<number> {
  return (await control<{ journal: { last: number } }>('GET', '/state')).journal.last;
}

/** The integration's registrations; a hand-made one of the same name is told apart by its missing unique name. */
export function integrationsIn(state: TenantState): readonly Application[] {
  return state.applications.filter((application) => application.displayName === integrationName);
}
