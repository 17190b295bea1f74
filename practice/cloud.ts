import { Clock } from './clock';
import { type Registration, registrationOf } from './directory/find';
import type { User } from './directory/model';
import type { Tenant } from './directory/tenant';
import { SignIns } from './entra/sign-ins';
import { Faults } from './faults';
import { Journal } from './journal';
import type { SigningKey } from './keys';
import type { PracticeOptions } from './options';
import type { View } from './replicated';

/** The whole practice cloud: what every handler works on. */
export interface Cloud {
  readonly options: PracticeOptions;
  readonly clock: Clock;
  readonly key: SigningKey;
  /** `iss` of a v2.0 token is `{issuerBase}/{tid}/v2.0`. */
  readonly issuerBase: string;
  readonly tenants: Map<string, Tenant>;
  readonly signIns: SignIns;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Access tokens of FortifyData's practice signer, and until when each is good. */
  readonly signerTokens: Map<string, number>;
  /** Settings that control may change while running. */
  readonly running: { latencyMs: number; lagSeconds: number };
}

/** A cloud without tenants. */
export function newCloud(options: PracticeOptions, key: SigningKey): Cloud {
  return {
    options,
    clock: new Clock(),
    key,
    issuerBase: options.tls ? 'https://login.microsoftonline.com' : 'https://login.practice.invalid',
    tenants: new Map(),
    signIns: new SignIns(),
    journal: new Journal(),
    faults: new Faults(),
    signerTokens: new Map(),
    running: { latencyMs: options.latencyMs, lagSeconds: options.lagSeconds },
  };
}

export const tenantsOf = (cloud: Cloud): Tenant[] => [...cloud.tenants.values()];

/** A tenant by id or domain name, or null. */
export function tenantBy(cloud: Cloud, name: string): Tenant | null {
  const wanted = decodeURIComponent(name).toLowerCase();
  return tenantsOf(cloud).find((tenant) => tenant.id === wanted || tenant.domain === wanted) ?? null;
}

/** An account with its tenant, by the person's object id. */
export interface Account {
  readonly tenant: Tenant;
  readonly user: User;
}

export function accountById(cloud: Cloud, userId: string): Account | null {
  for (const tenant of cloud.tenants.values()) {
    const user = tenant.users.find((candidate) => candidate.id === userId);
    if (user) return { tenant, user };
  }
  return null;
}

/** The registration of a client, wherever it lives, as a reader sees it. */
export const clientBy = (cloud: Cloud, appId: string, view: View = 'replica'): Registration | null =>
  registrationOf(cloud.tenants.values(), appId.toLowerCase(), view);
