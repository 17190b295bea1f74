import { z } from 'zod';
import { graphRequest } from './http';
import type { Caller } from './microsoft';
import { MicrosoftError } from './microsoft-error';
import { segment } from './odata';

/**
 * Removes a password by its key id. A key or an application that is not there counts as removed: asked twice, it ends the same.
 * Whether it is gone says the next observation, not this answer.
 * @throws MicrosoftError; `conflict` (Directory_ConcurrencyViolation) right after the key was made
 * @see https://learn.microsoft.com/graph/api/application-removepassword
 */
export async function removePassword(caller: Caller, applicationObjectId: string, keyId: string): Promise<void> {
  const path = `/applications/${segment(applicationObjectId)}/removePassword`;
  try {
    await graphRequest(
      caller,
      { purpose: 'Remove a client secret', method: 'POST', path, body: { keyId }, effect: 'repeatable' },
      z.unknown(),
    );
  } catch (error) {
    if (!(error instanceof MicrosoftError) || error.facts.kind !== 'not-found') throw error;
  }
}
