import { MicrosoftError } from './microsoft-error';

/** Graph's words for "this exists already": somebody made it between our question and our request. */
const exists: ReadonlySet<string | null> = new Set(['Request_MultipleObjectsWithSameKeyValue', 'ObjectConflict']);

/**
 * Makes an object, or takes the one that Graph says is there already. When it cannot be read either, the conflict is the answer: it is
 * with another object, or with one that was deleted and not cleared up yet.
 * @throws MicrosoftError
 */
export async function orExisting<T>(make: () => Promise<T>, read: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof MicrosoftError) || error.facts.kind !== 'conflict' || !exists.has(error.facts.code)) throw error;
    return read().catch((unread: unknown) => {
      throw unread instanceof MicrosoftError && unread.facts.kind === 'not-found' ? error : unread;
    });
  }
}
