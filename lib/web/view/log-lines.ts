import type { LogLine } from '../../contract/connection';
import type { OperationRecord } from '../../data/data';
import type { ChangeKind } from '../../domain/change';

const texts: Readonly<Record<ChangeKind, string>> = {
  observe: 'Read the organization',
  createResourcePrincipal: 'Add the service principal of a Microsoft API',
  createApplication: 'Create the app with its permissions',
  adoptApplication: 'Repair the app that was made by hand',
  updateApplication: 'Bring the app up to date',
  createServicePrincipal: 'Create its service principal',
  awaitStableReads: 'Read the app back',
  requestConsent: 'Open Microsoft’s page',
  checkGrants: 'Read the grants back',
  removeCredential: 'Remove a key that is not needed',
  mintCredential: 'Make the key, seal it',
  addCertificate: 'Add FortifyData’s certificate',
  deliverCredential: 'Tell FortifyData’s store',
  proveAccess: 'Try the key out',
  removeForeignCredential: 'Remove an old key of the app',
};

const doneWords: Readonly<Partial<Record<ChangeKind, string>>> = {
  createApplication: 'created',
  adoptApplication: 'repaired',
  createServicePrincipal: 'created',
  createResourcePrincipal: 'added',
  awaitStableReads: 'there, complete',
  checkGrants: 'complete',
  mintCredential: 'sealed',
  addCertificate: 'there',
  deliverCredential: 'accepted',
  proveAccess: 'works',
  removeCredential: 'removed',
  removeForeignCredential: 'removed',
};

/** "What we did so far", oldest first. */
export function logLines(operations: readonly OperationRecord[]): LogLine[] {
  return operations.map((operation) => ({
    at: operation.intendedAt.toISOString(),
    text: texts[operation.change],
    result: resultWord(operation),
    durationMs: durationOf(operation),
  }));
}

/** How long it took; of an operation without an answer the end is only when that was noticed. */
function durationOf({ outcome, intendedAt, endedAt }: OperationRecord): number | null {
  return endedAt && outcome !== 'unknown' ? endedAt.getTime() - intendedAt.getTime() : null;
}

function resultWord(operation: OperationRecord): string {
  switch (operation.outcome) {
    case 'done':
      return doneWords[operation.change] ?? 'done';
    case 'wait':
      return operation.detail ?? 'not there yet';
    case 'refused':
      return 'refused';
    case 'unknown':
      return 'no answer came';
    default:
      return 'running';
  }
}
