import type { Outcome } from '../../domain/change';
import { applicationDisplayName, applicationUniqueName } from '../../domain/desired';
import type { Facts } from '../../domain/facts';
import { MicrosoftError, type MicrosoftErrorFacts } from '../../microsoft/microsoft-error';
import { evidenceOf } from '../refusal';
import type { ChangeContext } from './change-context';

/** True when Microsoft says that another object has the unique name: not when two writes met, which passes. */
export function isNameConflict(error: unknown): error is MicrosoftError {
  return error instanceof MicrosoftError && error.facts.kind === 'conflict' && error.facts.code !== 'Directory_ConcurrencyViolation';
}

/**
 * Who holds our unique name, when Microsoft refuses it: whether a deleted app does is not documented, so we look.
 * @returns null when no deleted app does
 */
export async function heldByDeleted({ ports, caller }: ChangeContext, error: MicrosoftErrorFacts): Promise<Outcome<Facts> | null> {
  const deleted = await ports.microsoft.listDeletedApplications(caller, applicationDisplayName).catch((failure: unknown) => {
    if (failure instanceof MicrosoftError) return [];
    throw failure;
  });
  const holder = deleted.find(({ uniqueName }) => uniqueName === applicationUniqueName);
  if (!holder) return null;
  const found: Record<string, string> = { 'Deleted app': holder.objectId, 'Client ID': holder.appId };
  if (holder.deletedAt) found['Deleted at'] = holder.deletedAt.toISOString();
  const evidence = { ...evidenceOf(error), ...found };
  return { kind: 'refused', problem: 'name-held-by-deleted', evidence };
}
