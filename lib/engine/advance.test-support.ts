import type { DeletedApplication, FoundApplication, Observed } from '../domain/observed';
import { application, ids, untouched } from '../domain/record.test-data';
import type { Microsoft } from '../microsoft/microsoft';
import type { SecretStore } from '../store/store';
import { type Ports, ports as realPorts } from './ports';

type Method = keyof Microsoft | 'put';

/** A deployment whose Microsoft and store answer at once and remember what they were asked; the database is the real one. */
export interface Scripted {
  readonly ports: Ports;
  readonly asked: Method[];
  /** What looks at the tenant show. */
  observed: Observed;
  /** The app made by hand as a look at it alone shows it; null: it is gone. */
  found: FoundApplication | null;
  deleted: readonly DeletedApplication[];
  /** The time by which the engine decides. */
  now: Date;
  /** Comes before every answer; what it throws is the answer. */
  before: (method: Method) => void | Promise<void>;
}

/** For the engine's own decisions: what Microsoft really does is the practice cloud's matter. No key is ever made. */
export function scripted(): Scripted {
  const real = realPorts();
  const script: Scripted = {
    ports: { ...real },
    asked: [],
    observed: untouched,
    found: null,
    deleted: [],
    now: new Date(),
    before: () => undefined,
  };
  const answer = async <T>(method: Method, value: () => T): Promise<T> => {
    script.asked.push(method);
    await script.before(method);
    return value();
  };
  const store: SecretStore = { name: 'database', put: ({ attempt }) => answer('put', () => ({ receipt: attempt, existed: false })) };
  const sealers = {
    prepare: () => undefined,
    spawn: () => {
      throw new Error('no key is made here');
    },
  };
  return Object.assign(script, { ports: { ...real, microsoft: microsoftOf(script, answer), store, sealers, now: () => script.now } });
}

function microsoftOf(script: Scripted, answer: <T>(method: Method, value: () => T) => Promise<T>): Microsoft {
  const principal = { id: ids.principal, accountEnabled: true };
  const ours = { ...application, redirectUris: [script.ports.settings.callbackUrl], passwords: [] };
  return {
    observe: () => answer('observe', () => script.observed),
    upsertApplication: () => answer('upsertApplication', () => ours),
    upsertServicePrincipal: () => answer('upsertServicePrincipal', () => ({ ...principal, created: true })),
    readFound: () => answer('readFound', () => script.found),
    adoptApplication: () => answer('adoptApplication', () => ours),
    listDeletedApplications: () => answer('listDeletedApplications', () => script.deleted),
    removeCertificates: () => answer('removeCertificates', () => 'removed' as const),
    readApplication: () => answer('readApplication', () => ({ application: ours, servicePrincipal: principal })),
    listGrants: () => answer('listGrants', () => []),
    removePassword: () => answer('removePassword', () => undefined),
    addCertificate: () => answer('addCertificate', () => []),
  };
}
