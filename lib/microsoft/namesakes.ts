import { z } from 'zod';
import type { FoundApplication, Namesake, ObservedCertificate } from '../domain/observed';
import { manifest } from '../domain/permissions';
import { ApplicationWire, GraphDate, type NamesakeWire, reshapeApplication } from './applications';
import { type BatchAnswers, graphBatch } from './batch';
import { allGrants, GrantsWire, grantsByAppId } from './grants';
import type { Caller } from './microsoft';
import { MicrosoftError } from './microsoft-error';
import { segment } from './odata';
import { listOf } from './pages';
import { PrincipalWire, principalByAppId, reshapePrincipal } from './service-principals';

const purpose = 'Read the apps made by hand';

const CertificateWire = z.object({
  keyId: z.guid(),
  displayName: z.string().nullish(),
  startDateTime: GraphDate.nullish(),
  endDateTime: GraphDate.nullish(),
});
const Uris = z.object({ redirectUris: z.array(z.string()) }).nullish();
const FoundWire = ApplicationWire.extend({ spa: Uris, publicClient: Uris, keyCredentials: z.array(CertificateWire) });
const IdsWire = listOf(z.object({ id: z.string() }));

type NamesakeItem = z.infer<typeof NamesakeWire>;

/** Each takes five requests, and a batch holds 20. */
const mostRead = 4;

/**
 * Apps of our display name which are not ours. Names are not unique in a tenant, and anybody may take ours.
 * @param whole true: those that can still be chosen are read whole, in one more `$batch`, the first four of them
 * @param names Microsoft's names of permissions by their ids, asked for when an app was read
 */
export async function readNamesakes(
  caller: Caller,
  wires: readonly NamesakeItem[],
  { whole, names }: { whole: boolean; names: () => ReadonlyMap<string, string> },
): Promise<Namesake[]> {
  const read = whole && wires.length > 0 ? await readWhole(caller, wires.slice(0, mostRead)) : [];
  const known = read.length > 0 ? names() : new Map<string, string>();
  const found = read.map((app) => app && withNames(app, known));
  return wires.map((wire, index) => ({
    objectId: wire.id,
    appId: wire.appId,
    displayName: wire.displayName,
    createdAt: wire.createdDateTime ?? null,
    found: found[index] ?? null,
  }));
}

/**
 * Reads one app whole, by its object id.
 * @returns null when it is not there
 * @throws MicrosoftError
 */
export async function readFound(caller: Caller, app: { objectId: string; appId: string }): Promise<FoundApplication | null> {
  const [found = null] = await readWhole(caller, [{ id: app.objectId, appId: app.appId }]);
  return found;
}

async function readWhole(caller: Caller, apps: readonly Pick<NamesakeItem, 'id' | 'appId'>[]): Promise<(FoundApplication | null)[]> {
  const gets = Object.fromEntries(
    apps.flatMap((app, index) => Object.entries(itemsOf(app)).map(([key, path]) => [`${key}${index}`, path])),
  );
  const answers = await graphBatch(caller, { purpose, gets });
  return Promise.all(apps.map((_, index) => readOne(caller, answers, index)));
}

function itemsOf({ id, appId }: Pick<NamesakeItem, 'id' | 'appId'>): Record<string, string> {
  const app = `/applications/${segment(id)}`;
  const select = Object.keys(FoundWire.shape).join(',');
  return {
    app: `${app}?$select=${select}`,
    owners: `${app}/owners?$select=id`,
    federated: `${app}/federatedIdentityCredentials?$select=id`,
    principal: principalByAppId(appId),
    grants: grantsByAppId(appId),
  };
}

async function readOne(caller: Caller, answers: BatchAnswers, index: number): Promise<FoundApplication | null> {
  const wire = answers.find(`app${index}`, FoundWire);
  if (!wire) return null;
  const principal = answers.find(`principal${index}`, PrincipalWire);
  const grants = answers.find(`grants${index}`, GrantsWire);
  return {
    // its certificates are told apart below, by what the choice needs to know of them
    application: reshapeApplication({ ...wire, keyCredentials: [] }),
    otherRedirectUris: [...(wire.spa?.redirectUris ?? []), ...(wire.publicClient?.redirectUris ?? [])],
    certificates: wire.keyCredentials.map(reshapeCertificate),
    federated: countOf(answers, `federated${index}`),
    owners: countOf(answers, `owners${index}`),
    principal: principal && reshapePrincipal(principal),
    grants: grants ? await allGrants(caller, grants) : [],
    names: {},
  };
}

const reshapeCertificate = (wire: z.infer<typeof CertificateWire>): ObservedCertificate => ({
  keyId: wire.keyId,
  displayName: wire.displayName ?? null,
  startsAt: wire.startDateTime ?? null,
  expiresAt: wire.endDateTime ?? null,
});

/** A count that is good to know; null when Microsoft does not let us see. */
function countOf(answers: BatchAnswers, name: string): number | null {
  try {
    return answers.find(name, IdsWire)?.value.length ?? null;
  } catch (error) {
    if (error instanceof MicrosoftError && ['denied', 'invalid'].includes(error.facts.kind)) return null;
    throw error;
  }
}

/** The names of what the app asks for or holds, as far as the manifest does not know them. */
function withNames(found: FoundApplication, known: ReadonlyMap<string, string>): FoundApplication {
  const asked = found.application.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id));
  const ids = [...asked, ...found.grants.map(({ appRoleId }) => appRoleId)].map((id) => id.toLowerCase());
  const strange = [...new Set(ids)].filter((id) => !manifest.rows.some((row) => row.id.toLowerCase() === id));
  const names = strange.flatMap((id) => {
    const name = known.get(id);
    return name === undefined ? [] : [[id, name] as const];
  });
  return { ...found, names: Object.fromEntries(names) };
}
