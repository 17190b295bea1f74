import { z } from 'zod';
import type { Observed, ObservedResource } from '../domain/observed';
import { defaultPolicy, PolicyWire, reshapePolicy } from './app-policy';
import { ApplicationWire, applicationById, applicationByName, NamesakeWire, namesakesOf, reshapeApplication } from './applications';
import { failed } from './ask';
import { type BatchAnswers, graphBatch } from './batch';
import { deletedOf, readDeleted } from './deleted-applications';
import { allGrants, GrantsWire, grantsOf } from './grants';
import type { Caller, Microsoft, ObserveRequest } from './microsoft';
import { readNamesakes } from './namesakes';
import { listOf } from './pages';
import { PrincipalWire, principalById, ResourceWire, reshapePrincipal, reshapeResource, resourceByAppId } from './service-principals';

const purpose = 'Look at the organization';

const MeWire = z.object({
  id: z.guid(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string(),
  userType: z.string().nullish(),
});

const OrganizationWire = z.object({
  id: z.guid(),
  displayName: z.string().nullish(),
  verifiedDomains: z.array(z.object({ name: z.string(), isDefault: z.boolean().nullish() })),
});

/** Microsoft Graph's own principal lists some 1,400 permissions: its answer alone comes near the usual limit. */
const limits = { maxBytes: 8 * 1_048_576 };

/**
 * Reads all that a plan is made of in one `$batch`; a second request only for grants beyond the first 999, and for apps made by hand
 * that can still be chosen.
 * @returns the tenant as Microsoft shows it now, in our names
 * @throws MicrosoftError; `unreadable` when Microsoft answers for another organization than the caller's tenant
 */
export async function observe(caller: Caller, request: ObserveRequest): Promise<Observed> {
  const answers = await graphBatch(caller, { purpose, gets: observeItems(request), limits, spare: ['policy'] });
  const { servicePrincipalId } = request;
  const principal = servicePrincipalId === null ? null : answers.find('principal', PrincipalWire);
  const firstGrants = servicePrincipalId === null ? null : answers.find('grants', GrantsWire);
  const application = answers.find('application', ApplicationWire);
  const policy = answers.spare('policy', PolicyWire);
  return {
    at: new Date(),
    organization: readOrganization(caller, answers),
    me: readMe(answers),
    resources: readResources(answers, request.resourceAppIds),
    application: application && reshapeApplication(application),
    servicePrincipal: principal && reshapePrincipal(principal),
    grants: firstGrants && (await allGrants(caller, firstGrants)),
    namesakes: await namesakesIn(caller, answers, request),
    deletedApplications: readDeleted(answers, 'deleted'),
    policy: policy && reshapePolicy(policy),
  };
}

/** Those that are not ours. While ours is not there, one of them may be chosen, and so they are read whole. */
function namesakesIn(caller: Caller, answers: BatchAnswers, request: ObserveRequest): Promise<Observed['namesakes']> {
  const ours = (wire: z.infer<typeof NamesakeWire>) => wire.uniqueName === request.uniqueName;
  const wires = answers.get('namesakes', listOf(NamesakeWire)).value;
  const others = wires.filter((wire) => !ours(wire));
  const whole = !wires.some(ours) && answers.find('application', ApplicationWire) === null;
  return readNamesakes(caller, others, { whole, names: () => offeredNames(answers, request.resourceAppIds) });
}

/** Microsoft's names of all permissions of the APIs by their ids, those that the manifest does not name included. */
function offeredNames(answers: BatchAnswers, appIds: readonly string[]): Map<string, string> {
  const offered = appIds.flatMap((appId) => {
    const resource = answers.find(appId, ResourceWire);
    return resource ? [...resource.appRoles, ...resource.oauth2PermissionScopes] : [];
  });
  return new Map(offered.flatMap(({ id, value }) => (value ? [[id.toLowerCase(), value]] : [])));
}

function observeItems(request: ObserveRequest): Record<string, string> {
  const { servicePrincipalId } = request;
  return {
    me: '/me?$select=id,displayName,userPrincipalName,userType',
    organization: '/organization?$select=id,displayName,verifiedDomains',
    ...Object.fromEntries(request.resourceAppIds.map((appId) => [appId, resourceByAppId(appId)])),
    application: applicationByName(request.uniqueName),
    namesakes: namesakesOf(request.displayName),
    policy: defaultPolicy,
    deleted: deletedOf(request.displayName),
    ...(servicePrincipalId !== null && { principal: principalById(servicePrincipalId), grants: grantsOf(servicePrincipalId) }),
  };
}

function readOrganization(caller: Caller, answers: BatchAnswers): Observed['organization'] {
  const [organization] = answers.get('organization', listOf(OrganizationWire)).value;
  if (organization?.id.toLowerCase() !== caller.tenantId.toLowerCase()) {
    throw failed({ purpose, effect: 'read', clientRequestId: null }, { kind: 'unreadable', status: 200, code: 'foreign-organization' });
  }
  const domains = organization.verifiedDomains;
  const domain = domains.find((candidate) => candidate.isDefault) ?? domains[0];
  const names = domains.map(({ name }) => name);
  return { id: organization.id, name: organization.displayName ?? '', domain: domain?.name ?? '', domains: names };
}

function readMe(answers: BatchAnswers): Observed['me'] {
  const me = answers.get('me', MeWire);
  return { id: me.id, name: me.displayName ?? '', account: me.userPrincipalName, isGuest: me.userType === 'Guest' };
}

function readResources(answers: BatchAnswers, appIds: readonly string[]): Record<string, ObservedResource | null> {
  return Object.fromEntries(
    appIds.map((appId) => {
      const found = answers.find(appId, ResourceWire);
      return [appId, found && reshapeResource(found, appId)];
    }),
  );
}

/** Reads the application and its principal by their object ids in one `$batch`; null for what reads do not show (yet). */
export const readApplication: Microsoft['readApplication'] = async (caller, ids) => {
  const gets = { application: applicationById(ids.applicationObjectId), principal: principalById(ids.servicePrincipalId) };
  const answers = await graphBatch(caller, { purpose: 'Read the application and its service principal', gets });
  const application = answers.find('application', ApplicationWire);
  const principal = answers.find('principal', PrincipalWire);
  return { application: application && reshapeApplication(application), servicePrincipal: principal && reshapePrincipal(principal) };
};
