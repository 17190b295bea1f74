import type { Outcome } from '../../domain/change';
import { applicationDifferences } from '../../domain/difference';
import type { Facts } from '../../domain/facts';
import type { ApplicationSpec } from '../../microsoft/microsoft';
import type { PlannedContext } from './change-context';
import { heldByDeleted, isNameConflict } from './name-conflict';

/** Creates the application by upsert: repeated after a lost answer it still makes exactly one. */
export async function createApplication(context: PlannedContext): Promise<Outcome<Facts>> {
  return upsert(context, []);
}

/** Brings an application of ours to what is wanted; its grants are read anew before consent is asked. */
export async function updateApplication(context: PlannedContext): Promise<Outcome<Facts>> {
  return upsert(context, null);
}

async function upsert(context: PlannedContext, grants: [] | null): Promise<Outcome<Facts>> {
  try {
    return await written(context, grants);
  } catch (error) {
    const held = isNameConflict(error) ? await heldByDeleted(context, error.facts) : null;
    if (held) return held;
    throw error;
  }
}

async function written(context: PlannedContext, grants: [] | null): Promise<Outcome<Facts>> {
  const { ports, record, caller, observed, desired } = context;
  const application = await ports.microsoft.upsertApplication(caller, specOf(context));
  const same = record.applicationObjectId === application.objectId;
  const kept = same ? observed.grants : grants;
  return {
    kind: 'done',
    facts: {
      applicationObjectId: application.objectId,
      appId: application.appId,
      observed: { ...observed, application: asWritten(application, desired), grants: kept },
      setAside: desired.setAside,
      stableAt: null,
      ...(same ? {} : { servicePrincipalId: null, grantsCompleteAt: null, consentReturnedAt: null }),
    },
  };
}

type Application = Awaited<ReturnType<PlannedContext['ports']['microsoft']['upsertApplication']>>;

/** A read behind an update may lag: what we have just written and Microsoft has accepted is what is there. */
export function asWritten(application: Application, desired: PlannedContext['desired']): Application {
  if (applicationDifferences(desired, application).length === 0) return application;
  return {
    ...application,
    displayName: desired.displayName,
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: desired.requiredResourceAccess,
    redirectUris: desired.redirectUris,
    tags: desired.tags,
  };
}

/** What the application is to look like, with a note that says where it comes from. */
export function specOf({ ports, desired, record }: PlannedContext): ApplicationSpec {
  const page = (path: string) => new URL(path, ports.settings.baseUrl).href;
  return {
    uniqueName: desired.uniqueName,
    displayName: desired.displayName,
    requiredResourceAccess: desired.requiredResourceAccess,
    redirectUris: desired.redirectUris,
    tags: desired.tags,
    serviceReference: record.serviceReference,
    notes: `${record.adoption ? 'Repaired' : 'Created'} by Defender Connect for FortifyData. Connection ${record.id}.`,
    infoUrls: { marketing: page('/'), privacy: page('/privacy'), support: page('/errors'), terms: page('/permissions') },
  };
}
