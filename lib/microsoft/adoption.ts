import { z } from 'zod';
import type { ObservedApplication } from '../domain/observed';
import { ApplicationWire, applicationBody, applicationById, reshapeApplication } from './applications';
import { graphGet, graphRequest } from './http';
import type { ApplicationSpec, Caller } from './microsoft';
import { MicrosoftError } from './microsoft-error';
import { segment } from './odata';

/**
 * Brings an app that somebody made by hand to the spec and gives it our unique name, which Microsoft lets nobody change once it is set.
 * Return addresses of other kinds of clients go with it: ours has none.
 * @param setsName false for an app that has the name already: it is not sent again
 * @throws MicrosoftError; `conflict` when another app holds the name, `not-found` when the app is gone
 * @see https://learn.microsoft.com/graph/api/application-update
 */
export async function adoptApplication(
  caller: Caller,
  { objectId, setsName }: { objectId: string; setsName: boolean },
  spec: ApplicationSpec,
): Promise<ObservedApplication> {
  const body = {
    ...applicationBody(spec),
    ...(setsName ? { uniqueName: spec.uniqueName } : {}),
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    isFallbackPublicClient: false,
  };
  await graphRequest(
    caller,
    { purpose: 'Take over the application', method: 'PATCH', path: `/applications/${segment(objectId)}`, body },
    z.unknown(),
  );
  return reshapeApplication(await graphGet(caller, { purpose: 'Read the application', path: applicationById(objectId) }, ApplicationWire));
}

/** Certificates as Graph lists them, sent back as they came; of secrets, who is there. */
const KeysWire = z.object({
  keyCredentials: z.array(z.looseObject({ keyId: z.guid() })),
  passwordCredentials: z.array(z.object({ keyId: z.guid() })),
});

/**
 * Removes certificates by their key ids. Graph has no removal without a proof of possession, but replaces the whole list: those that stay
 * are sent back as they were read. A list that lags shows what was removed before, so every one that is to be gone is named each time.
 * Safe to repeat. An application or a certificate that is not there counts as removed.
 * @param keys.gone all that shall not be there any more
 * @param keys.inUse the key of the connection, a certificate or a client secret, which the list has to show
 * @returns `lagging`, and nothing is written, when the list that was read lacks the key in use
 * @throws MicrosoftError
 * @see https://learn.microsoft.com/graph/api/resources/keycredential
 */
export async function removeCertificates(
  caller: Caller,
  applicationObjectId: string,
  { gone, inUse }: { gone: readonly string[]; inUse: string },
): Promise<'removed' | 'lagging'> {
  const path = `/applications/${segment(applicationObjectId)}`;
  const read = { purpose: 'Read the certificates', path: `${path}?$select=id,keyCredentials,passwordCredentials` };
  try {
    const { keyCredentials, passwordCredentials } = await graphGet(caller, read, KeysWire);
    const isOneOf = (ids: readonly string[]) => {
      const known = new Set(ids.map((id) => id.toLowerCase()));
      return ({ keyId }: { keyId: string }) => known.has(keyId.toLowerCase());
    };
    if (![...keyCredentials, ...passwordCredentials].some(isOneOf([inUse]))) return 'lagging';
    const isGone = isOneOf(gone.filter((id) => id.toLowerCase() !== inUse.toLowerCase()));
    const kept = keyCredentials.filter((credential) => !isGone(credential));
    if (kept.length === keyCredentials.length) return 'removed';
    const request = { purpose: 'Remove certificates', method: 'PATCH', path, body: { keyCredentials: kept } } as const;
    await graphRequest(caller, request, z.unknown());
    return 'removed';
  } catch (error) {
    if (error instanceof MicrosoftError && error.facts.kind === 'not-found') return 'removed';
    throw error;
  }
}
