import { owner } from '../data/owned.test-data';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import type { ConnectionRecord } from '../domain/connection';
import type { Facts } from '../domain/facts';
import { openConnection } from '../data/sign-ins';
import type { Observed } from '../domain/observed';
import { complete, ids, person, untouched } from '../domain/record.test-data';
import type { Microsoft } from '../microsoft/microsoft';
import { type Actor, type Ports, ports as realPorts } from './ports';

/** A Microsoft that answers at once, and remembers what it was asked. */
export interface ScriptedMicrosoft extends Microsoft {
  readonly asked: string[];
  /** What the next looks show. */
  observed: Observed;
  /** Called with every request; throws to refuse it. */
  before: (method: keyof Microsoft) => void | Promise<void>;
}

/** A tenant without our application, for the engine's own decisions: what Microsoft does is the practice cloud's matter. */
export function scriptedMicrosoft(): ScriptedMicrosoft {
  const asked: string[] = [];
  const answer = async <T>(method: keyof Microsoft, value: () => T): Promise<T> => {
    asked.push(method);
    await script.before(method);
    return value();
  };
  const principal = { id: ids.principal, accountEnabled: true };
  const application = complete.application ?? never();
  const callback = realPorts().settings.callbackUrl;
  const ours = { ...application, redirectUris: [callback], passwords: [] };
  const script: ScriptedMicrosoft = {
    asked,
    observed: untouched,
    before: () => undefined,
    observe: () => answer('observe', () => script.observed),
    upsertApplication: () => answer('upsertApplication', () => ours),
    upsertServicePrincipal: () => answer('upsertServicePrincipal', () => principal),
    readApplication: () => answer('readApplication', () => ({ application: ours, servicePrincipal: principal })),
    listGrants: () => answer('listGrants', () => []),
    removePassword: () => answer('removePassword', () => undefined),
  };
  return script;
}

function never(): never {
  throw new Error('the test data has an application');
}
