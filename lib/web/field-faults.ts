import type { FieldFault } from '../domain/invitation-draft';
import { PortalError } from '../error';

/** What was sent is wrong in fields that are named, each with a sentence for the person who typed it. */
export class FieldFaults extends PortalError {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    const count = faults.length === 1 ? 'One field has' : `${faults.length} fields have`;
    super('bad-request', `${count} a fault. Nothing was made.`);
    this.name = 'FieldFaults';
    this.faults = faults;
  }
}
