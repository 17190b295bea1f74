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

/** Certificates as Graph lists them, sent back as they came. */
const CertificatesWire = z.object({ keyCredentials: z.array(z.looseObject({ keyId: z.guid() })) });

/**
 * Removes a certificate by its key id. Graph has no removal without a proof of possession, but replaces the whole list: those that stay
 * are named by their ids. An application or a certificate that is not there counts as removed.
 * @param keys.staying a certificate that is in use; null: none
 * @returns `lagging`, and nothing is written, when the list that was read lacks the certificate that is to stay
 * @throws MicrosoftError
 * @see https://learn.microsoft.com/graph/api/resources/keycredential
 */
export async function removeCertificate(
  caller: Caller,
  applicationObjectId: string,
  { keyId, staying }: { keyId: string; staying: string | null },
): Promise<'removed' | 'lagging'> {
  const path = `/applications/${segment(applicationObjectId)}`;
  try {
    const purpose = 'Read the certificates';
    const { keyCredentials } = await graphGet(caller, { purpose, path: `${path}?$select=id,keyCredentials` }, CertificatesWire);
    const isKey = (id: string) => (credential: { keyId: string }) => credential.keyId.toLowerCase() === id.toLowerCase();
    if (staying !== null && !keyCredentials.some(isKey(staying))) return 'lagging';
    const isRemoved = isKey(keyId);
    const kept = keyCredentials.filter((credential) => !isRemoved(credential));
    if (kept.length === keyCredentials.length) return 'removed';
    const request = { purpose: 'Remove a certificate', method: 'PATCH', path, body: { keyCredentials: kept } } as const;
    await graphRequest(caller, request, z.unknown());
    return 'removed';
  } catch (error) {
    if (error instanceof MicrosoftError && error.facts.kind === 'not-found') return 'removed';
    throw error;
  }
}
