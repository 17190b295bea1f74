import { type Adoption, adoptionObstacle, oldKeys } from '../../domain/adoption';
import type { Outcome } from '../../domain/change';
import { isPasswordOf } from '../../domain/credential';
import type { Facts } from '../../domain/facts';
import type { FoundApplication } from '../../domain/observed';
import type { ProblemCode } from '../../domain/problem';
import { PortalError } from '../../error';
import { MicrosoftError } from '../../microsoft/microsoft-error';
import { evidenceOf } from '../refusal';
import { asWritten, specOf } from './application';
import type { PlannedContext } from './change-context';
import { heldByDeleted, isNameConflict } from './name-conflict';

/**
 * Makes the chosen app ours: list, return address, audience, marker and unique name in one update by object id. It is read once more
 * before, because the choice was made on what was seen: an app that is gone, or has a key that nobody was shown, is not touched.
 * Safe to repeat: what is ours already is brought to the same spec again.
 */
export async function adoptApplication(context: PlannedContext): Promise<Outcome<Facts>> {
  const { ports, record, caller } = context;
  const { adoption } = record;
  if (!adoption) throw new PortalError('internal', 'an app is adopted by somebody’s choice');
  const found = await ports.microsoft.readFound(caller, adoption);
  const problem = found ? surprise(context, adoption, found) : 'adoption-gone';
  if (!found || problem) return refused(problem ?? 'adoption-gone', { Application: adoption.objectId });
  try {
    return await takeOver(context, adoption, found);
  } catch (error) {
    if (isNameConflict(error))
      return (await heldByDeleted(context, error.facts)) ?? refused('application-conflict', evidenceOf(error.facts));
    if (error instanceof MicrosoftError && error.facts.kind === 'invalid') return refused('adoption-refused', evidenceOf(error.facts));
    throw error;
  }
}

const refused = (problem: ProblemCode, evidence: Readonly<Record<string, string>>): Outcome<Facts> => ({
  kind: 'refused',
  problem,
  evidence,
});

/** What the admin was not shown: an obstacle, or a key that neither the choice nor an attempt of ours accounts for. */
function surprise({ record }: PlannedContext, adoption: Adoption, found: FoundApplication): ProblemCode | null {
  if (adoptionObstacle(found)) return 'adoption-changed';
  const minted = found.application.passwords.filter((password) =>
    record.credentials.some((credential) => credential.keyId === password.keyId || isPasswordOf(credential, password)),
  );
  const added = (found.application.certificates ?? []).filter(({ keyId, thumbprint }) =>
    record.credentials.some((credential) => credential.keyId === keyId || (credential.thumbprint && credential.thumbprint === thumbprint)),
  );
  const known = new Set([...adoption.keys, ...minted, ...added].map(({ keyId }) => keyId));
  return oldKeys(found).every(({ keyId }) => known.has(keyId)) ? null : 'adoption-changed';
}

async function takeOver(context: PlannedContext, { objectId }: Adoption, found: FoundApplication): Promise<Outcome<Facts>> {
  const { ports, caller, observed, desired } = context;
  const setsName = found.application.uniqueName === null;
  const written = await ports.microsoft.adoptApplication(caller, { objectId, setsName }, specOf(context));
  const application = { ...asWritten(written, desired), uniqueName: desired.uniqueName };
  const namesakes = observed.namesakes.filter((namesake) => namesake.objectId !== objectId);
  return {
    kind: 'done',
    facts: {
      applicationObjectId: application.objectId,
      appId: application.appId,
      servicePrincipalId: found.principal?.id ?? null,
      // what is granted to it counts when it is read as ours
      observed: { ...observed, namesakes, application, servicePrincipal: found.principal, grants: null },
      setAside: desired.setAside,
      stableAt: null,
      grantsCompleteAt: null,
      consentReturnedAt: null,
    },
  };
}
