import type { Application } from '../directory/model';
import { addSecret, newSecretText } from '../directory/secrets';
import { isObject, type JsonObject, textOf, toJson } from '../json';
import { applicationToChange } from './applications';
import { badRequest, type GraphCall, type GraphResult } from './call';
import { checkedBody, dateTime, guid, nullable, record, text } from './check';
import { inForce } from './policies';

const asked = record({
  passwordCredential: nullable(
    record({
      customKeyIdentifier: nullable(text(256)),
      displayName: nullable(text(256)),
      endDateTime: nullable(dateTime),
      startDateTime: nullable(dateTime),
    }),
  ),
});

const dayMs = 86_400_000;

interface Life {
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** The tenant's app management policy for secrets (Graph tenantAppManagementPolicy). */
function checkPolicy({ tenant }: GraphCall, application: Application, { startDateTime, endDateTime }: Life): void {
  const policy = inForce(tenant.settings.secretPolicy, application);
  if (policy === null) return;
  if ('banned' in policy) {
    throw badRequest('Credential type not allowed as per assigned policy.', 'CredentialTypeNotAllowedAsPerAppPolicy');
  }
  if (Date.parse(endDateTime) - Date.parse(startDateTime) > policy.maxDays * dayMs) {
    throw badRequest(
      'Credential lifetime exceeds the max value allowed as per assigned policy.',
      'CredentialInvalidLifetimeAsPerAppPolicy',
    );
  }
}

function twoYearsAfter(startDateTime: string): string {
  const end = new Date(startDateTime);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end.toISOString();
}

/** Makes a secret (Graph "application: addPassword"). This answer is the only place where its value ever appears. */
export function addPassword(call: GraphCall): GraphResult {
  const application = applicationToChange(call);
  const body = checkedBody(call.body, asked, 'addPassword');
  const wanted: JsonObject = isObject(body.passwordCredential) ? body.passwordCredential : {};
  const startDateTime = textOf(wanted, 'startDateTime') ?? new Date(call.cloud.clock.now()).toISOString();
  const endDateTime = textOf(wanted, 'endDateTime') ?? twoYearsAfter(startDateTime);
  if (Date.parse(endDateTime) <= Date.parse(startDateTime)) throw badRequest('The end of the credential must be after its start.');
  checkPolicy(call, application, { startDateTime, endDateTime });
  const secretText = newSecretText();
  const displayName = textOf(wanted, 'displayName');
  const credential = addSecret(call.tenant, application, { secretText, displayName, startDateTime, endDateTime });
  call.notes.write = true;
  const context = `${call.root}/$metadata#microsoft.graph.passwordCredential`;
  return { status: 200, body: { '@odata.context': context, ...toJson(credential), secretText } };
}

/** Removes a secret by its key id (Graph "application: removePassword"). */
export function removePassword(call: GraphCall): GraphResult {
  const application = applicationToChange(call);
  const body = checkedBody(call.body, record({ keyId: guid }, ['keyId']), 'removePassword');
  const keyId = textOf(body, 'keyId')?.toLowerCase();
  const passwordCredentials = application.passwordCredentials.filter((credential) => credential.keyId !== keyId);
  if (passwordCredentials.length === application.passwordCredentials.length) {
    throw badRequest('No password credential found with keyId.');
  }
  call.tenant.applications.put(application.id, { ...application, passwordCredentials });
  call.notes.write = true;
  return { status: 204 };
}
