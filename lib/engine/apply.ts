import type { Change, Outcome } from '../domain/change';
import type { CredentialRecord } from '../domain/credential';
import type { Facts } from '../domain/facts';
import { PortalError } from '../error';
import { adoptApplication } from './changes/adopt';
import { createApplication, updateApplication } from './changes/application';
import { addCertificate, intendedCertificate } from './changes/certificate';
import type { ChangeContext, PlannedContext } from './changes/change-context';
import { checkGrants } from './changes/check-grants';
import { deliverCredential, intendedCredential, mintCredential, removeCredential } from './changes/credential';
import { removeForeignCredential } from './changes/foreign-credential';
import { observe } from './changes/observe';
import { removeOwnCertificate } from './changes/own-certificate';
import { createResourcePrincipal, createServicePrincipal } from './changes/principals';
import { proveAccess } from './changes/prove-access';
import { awaitStableReads } from './changes/stable-reads';
import { deliveryBegun } from './delivery';

/** Facts that are written together with the intent, before the effect. */
export function intentFacts(context: Pick<ChangeContext, 'ports' | 'record'>, change: Change): Facts {
  switch (change.kind) {
    case 'mintCredential':
      return { credentials: [intendedCredential(context)] };
    case 'addCertificate':
      return { credentials: [intendedCertificate(context)] };
    case 'deliverCredential':
      return deliveryIntended(context, change.attempt);
    default:
      return {};
  }
}

function deliveryIntended({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>, attempt: string): Facts {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  return credential ? deliveryBegun(credential, ports.now()) : {};
}

/** Applies one change. `planned` is null before the first look at the tenant, when nothing but `observe` can be applied. */
export async function apply(context: ChangeContext, planned: PlannedContext | null, change: Change): Promise<Outcome<Facts>> {
  switch (change.kind) {
    case 'observe':
      return observe(context);
    case 'deliverCredential':
      return deliverCredential(context, change.attempt);
    case 'proveAccess':
      return proveAccess(context, change.attempt);
    default:
      if (!planned) throw new PortalError('internal', 'a tenant is observed before it is changed');
      return applyPlanned(planned, change);
  }
}

type PlannedChange = Exclude<Change, { kind: 'observe' | 'deliverCredential' | 'proveAccess' }>;

async function applyPlanned(context: PlannedContext, change: PlannedChange): Promise<Outcome<Facts>> {
  switch (change.kind) {
    case 'createResourcePrincipal':
      return createResourcePrincipal(context, change);
    case 'createApplication':
      return createApplication(context);
    case 'adoptApplication':
      return adoptApplication(context);
    case 'updateApplication':
      return updateApplication(context);
    case 'createServicePrincipal':
      return createServicePrincipal(context);
    case 'awaitStableReads':
      return awaitStableReads(context);
    case 'checkGrants':
      return checkGrants(context);
    case 'mintCredential':
      return mintCredential(context, intended(context));
    case 'addCertificate':
      return addCertificate(context, intended(context));
    case 'removeCredential':
      return change.superseded === 'certificate'
        ? removeOwnCertificate(context, change.attempt)
        : removeCredential(context, change.attempt);
    case 'removeForeignCredential':
      return removeForeignCredential(context, change.keyId);
    case 'requestConsent':
      throw new PortalError('internal', 'consent is given by a person, on a page of Microsoft');
    default:
      return change satisfies never;
  }
}

function intended({ record }: PlannedContext): CredentialRecord {
  const credential = record.credentials.findLast((item) => item.state === 'intended');
  if (!credential) throw new PortalError('internal', 'a key is intended before it is made');
  return credential;
}
