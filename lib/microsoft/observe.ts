import { z } from 'zod';
import type { Observed, ObservedResource } from '../domain/observed';
import { defaultPolicy, PolicyWire, reshapePolicy } from './app-policy';
import {
  ApplicationWire,
  applicationById,
  applicationByName,
  NamesakeWire,
  namesakesOf,
  reshapeApplication,
  reshapeNamesakes,
} from './applications';
import { failed } from './ask';
import { type BatchAnswers, graphBatch } from './batch';
import { allGrants, GrantsWire, grantsOf } from './grants';
import type { Caller, Microsoft, ObserveRequest } from './microsoft';
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
 * Reads all that a plan is made of in one `$batch`; a second request only for grants beyond the first 999.
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
    namesakes: reshapeNamesakes(answers.get('namesakes', listOf(NamesakeWire)).value, request.uniqueName),
    policy: policy && reshapePolicy(policy),
  };
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
  return { id: organization.id, name: organization.displayName ?? '', domain: domain?.name ?? '' };
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
