import { z } from 'zod';
import type { DeletedApplication } from '../domain/observed';
import { GraphDate } from './applications';
import type { BatchAnswers } from './batch';
import { graphGet } from './http';
import type { Caller } from './microsoft';
import { MicrosoftError } from './microsoft-error';
import { literal } from './odata';
import { listOf } from './pages';

const DeletedWire = listOf(
  z.object({ id: z.guid(), appId: z.guid(), uniqueName: z.string().nullish(), deletedDateTime: GraphDate.nullish() }),
);

/** @see https://learn.microsoft.com/graph/api/directory-deleteditems-list */
export const deletedOf = (displayName: string) =>
  `/directory/deletedItems/microsoft.graph.application?$filter=displayName%20eq%20${literal(displayName)}&$select=id,appId,uniqueName,deletedDateTime`;

/** Deleted apps of a display name, out of a batch; null when Microsoft does not let us see them, which stops nothing. */
export function readDeleted(answers: BatchAnswers, name: string): DeletedApplication[] | null {
  try {
    return reshape(answers.find(name, DeletedWire));
  } catch (error) {
    if (error instanceof MicrosoftError) return null;
    throw error;
  }
}

/**
 * Deleted apps of a display name; Microsoft keeps them for 30 days.
 * @throws MicrosoftError
 */
export async function listDeletedApplications(caller: Caller, displayName: string): Promise<readonly DeletedApplication[]> {
  return reshape(await graphGet(caller, { purpose: 'Read the deleted apps', path: deletedOf(displayName) }, DeletedWire)) ?? [];
}

const reshape = (wire: z.infer<typeof DeletedWire> | null): DeletedApplication[] | null =>
  wire?.value.map(({ id, appId, uniqueName, deletedDateTime }) => ({
    objectId: id,
    appId,
    uniqueName: uniqueName ?? null,
    deletedAt: deletedDateTime ?? null,
  })) ?? null;
