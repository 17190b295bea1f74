import type { NamesakeView } from '../../contract/connection';
import { type AdoptionObstacle, adoptionObstacle, adoptionOf, oldKeys } from '../../domain/adoption';
import type { ConnectionRecord } from '../../domain/connection';
import { type Desired, desiredFor } from '../../domain/desired';
import { keyLife } from '../../domain/key-life';
import { namesakeDifferences } from '../../domain/namesake-differences';
import { plannedFor } from '../../domain/next-step';
import type { FoundApplication, Namesake, Observed } from '../../domain/observed';
import { reconcile } from '../../domain/reconcile';
import { planLines } from './plan-lines';

interface Seen {
  readonly record: ConnectionRecord;
  readonly observed: Observed;
  readonly callbackUrl: string;
  readonly now: Date;
}

/** True while an app made by hand may be chosen: ours is not there. */
export const canChoose = ({ application, namesakes }: Observed): boolean => application === null && namesakes.length > 0;

/** Every app made by hand with its differences and the plan that choosing it would set in motion; empty when there is nothing to choose. */
export function namesakeViews(seen: Seen): NamesakeView[] {
  if (!canChoose(seen.observed)) return [];
  const { record, observed, callbackUrl } = seen;
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl });
  return observed.namesakes.map((namesake) => viewOf(namesake, { ...seen, desired }));
}

function viewOf(namesake: Namesake, seen: Seen & { desired: Desired }): NamesakeView {
  const { found } = namesake;
  return {
    objectId: namesake.objectId,
    clientId: namesake.appId,
    title: namesake.displayName,
    facts: [{ label: 'Made on', value: namesake.createdAt ? dayOf(namesake.createdAt) : 'not known' }, ...(found ? factsOf(found) : [])],
    differences: found ? differencesOf(found, seen) : [],
    keys: found ? keysOf(found, seen.now) : [],
    obstacle: found ? obstacleText(adoptionObstacle(found)) : notRead,
    happens: found ? happensTo(found) : [],
    plan: planOf(namesake, seen),
  };
}

const notRead = 'There are more apps of this name than we read. Delete those that nobody needs to choose this one.';
const dayOf = (date: Date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);

const audiences: Readonly<Record<string, string>> = {
  AzureADMyOrg: 'your organization alone',
  AzureADMultipleOrgs: 'all organizations',
  AzureADandPersonalMicrosoftAccount: 'all organizations and personal accounts',
  PersonalMicrosoftAccount: 'personal accounts alone',
};

function factsOf({ application, owners, principal }: FoundApplication): NamesakeView['facts'] {
  const audience = application.signInAudience ?? '';
  return [
    { label: 'For', value: audiences[audience] ?? 'not known' },
    { label: 'Owners', value: owners === null ? 'Microsoft does not say' : String(owners) },
    { label: 'Service principal', value: principal ? (principal.accountEnabled ? 'there' : 'there, switched off') : 'missing' },
  ];
}

type Difference = NamesakeView['differences'][number];

function differencesOf(found: FoundApplication, { desired, observed }: Seen & { desired: Desired }): Difference[] {
  const { missing, extra, notGranted, beyond } = namesakeDifferences(desired, found, observed.resources);
  const { redirectUris } = found.application;
  const others = [...redirectUris.filter((uri) => !desired.redirectUris.includes(uri)), ...found.otherRedirectUris];
  const line = (
    key: string,
    tone: Difference['tone'],
    [names, says]: readonly [readonly string[], (one: boolean) => string],
  ): Difference[] => (names.length === 0 ? [] : [{ key, tone, title: `${names.length} ${says(names.length === 1)}`, names: [...names] }]);
  const are = (one: boolean) => (one ? 'permission is' : 'permissions are');
  const them = (one: boolean) => (one ? 'it' : 'them');
  const lines = [
    ...line('missing', 'note', [missing, (one) => `${are(one)} missing from its list: we add ${them(one)}`]),
    ...line('extra', 'warn', [extra, (one) => `${are(one)} extra in its list: we take ${them(one)} out`]),
    ...line('not-granted', 'note', [notGranted, (one) => `${are(one)} not granted: you approve ${them(one)}`]),
    ...line('beyond', 'bad', [
      beyond,
      (one) => `${are(one)} granted beyond what is asked: we stop after the repair until an administrator has removed ${them(one)}`,
    ]),
    ...line('addresses', 'warn', [others, (one) => `return ${one ? 'address' : 'addresses'} of somebody else: we remove ${them(one)}`]),
  ];
  return lines.length > 0 ? lines : [{ key: 'none', tone: 'good', title: 'It asks for and holds exactly what is wanted', names: [] }];
}

function keysOf(found: FoundApplication, now: Date): NamesakeView['keys'] {
  return oldKeys(found).map(({ keyId, form, displayName, expiresAt }) => ({
    keyId,
    form,
    name: displayName ?? 'without a name',
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= now,
  }));
}

const obstacles: Readonly<Record<AdoptionObstacle, string>> = {
  'personal-accounts': 'It is for personal accounts alone. Microsoft does not let such an app hold permissions of an organization.',
  'switched-off': 'Somebody switched its sign-in off under Enterprise applications. Switch it on there and look again to use it.',
  federated: 'An outside system signs in as this app without a key. Remove its federated credentials and look again to use it.',
  'federated-unknown':
    'Microsoft does not let us see whether an outside system signs in as this app without a key. Leave it, or look again as an administrator who may read its federated credentials.',
  'other-name': 'It belongs to another tool, which gave it a unique name of its own. Microsoft lets nobody change that.',
};
const obstacleText = (obstacle: AdoptionObstacle | null) => obstacle && obstacles[obstacle];

function happensTo(found: FoundApplication): string[] {
  const keys = oldKeys(found).length;
  const narrows = found.application.signInAudience !== 'AzureADMyOrg';
  return [
    ...(narrows ? ['Other organizations may use it today. After the repair only yours may.'] : []),
    keys === 0
      ? 'It has no key. The only one will be the one we make.'
      : `Its ${keys === 1 ? 'old key works' : `${keys} old keys work`} until the new one is tried out. Then we remove ${keys === 1 ? 'it' : 'them'}, and who still uses ${keys === 1 ? 'it' : 'one'} is refused.`,
  ];
}

/** The plan with this app; empty for one that cannot be chosen. */
function planOf(namesake: Namesake, { record, observed, desired, callbackUrl, now }: Seen & { desired: Desired }): NamesakeView['plan'] {
  const adoption = adoptionOf(namesake, { at: observed.at, desired });
  if (!adoption) return [];
  const fresh = { ...record, ...reconcile(record, desired, observed), connectedAt: null, consentReturnedAt: null, adoption };
  const planned = plannedFor(fresh, { callbackUrl, now });
  return planned ? planLines(planned.changes, planned.desired, { life: keyLife(record, now), certificate: record.certificate }) : [];
}
