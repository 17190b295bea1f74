import type { ConnectionRecord } from '../../domain/connection';
import type { Desired } from '../../domain/desired';
import type { Observed } from '../../domain/observed';
import type { Caller, CallTrace } from '../../microsoft/microsoft';
import type { Mover } from '../mover';
import type { Ports } from '../ports';

/** What a change works with. `caller` is null when the admin's token is gone; only changes that do not ask Microsoft run then. */
export interface ChangeContext {
  readonly ports: Ports;
  readonly actor: Mover;
  readonly record: ConnectionRecord;
  readonly caller: Caller;
  readonly calls: CallTrace[];
}

/** The same, for changes that need the tenant as observed and what is desired of it. */
export interface PlannedContext extends ChangeContext {
  readonly observed: Observed;
  readonly desired: Desired;
}
