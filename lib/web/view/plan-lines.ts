import type { PlanLine } from '../../contract/connection';
import { certificateDisplayName, groupedThumbprint, type PublicCertificate } from '../../domain/certificate';
import type { Change } from '../../domain/change';
import { credentialDisplayName } from '../../domain/credential';
import type { Desired } from '../../domain/desired';
import type { KeyLife } from '../../domain/key-life';

/** What is known of the key to come. */
interface PlannedKey {
  readonly life: KeyLife;
  readonly certificate: PublicCertificate | null;
}

/** The plan in words. Counts come from the changes themselves; steps that change nothing in the tenant are not named. */
export function planLines(changes: readonly Change[], desired: Desired, key: PlannedKey): PlanLine[] {
  const has = (kind: Change['kind']) => changes.some((change) => change.kind === kind);
  return [
    ...(has('createApplication') ? [createLine(desired)] : []),
    ...changes.flatMap((change) => (change.kind === 'adoptApplication' ? [adoptLine(change.differences)] : [])),
    ...changes.flatMap((change) =>
      change.kind === 'updateApplication' && change.differences.length > 0 ? [updateLine(change.differences)] : [],
    ),
    ...principalLine(changes),
    ...consentLine(changes, desired),
    ...removeLine(changes.filter((change) => change.kind === 'removeCredential' && !change.superseded).length),
    ...(has('mintCredential') ? [keyLine(has('requestConsent'), key.life)] : []),
    ...(has('addCertificate') && key.certificate ? [certificateLine(key.certificate)] : []),
    ...changes.flatMap((change) => (change.kind === 'removeCredential' && change.superseded ? [supersededLines[change.superseded]] : [])),
    ...oldKeyLine(changes.filter((change) => change.kind === 'removeForeignCredential').length),
  ];
}

const createLine = (desired: Desired): PlanLine => ({
  kind: 'createApplication',
  title: 'Create 1 app registration',
  text: `${desired.displayName}, for your organization only, with one return address and its important settings locked.`,
});

const updateLine = (differences: readonly string[]): PlanLine => ({
  kind: 'updateApplication',
  title: 'Bring the app up to date',
  text: `Different now: ${differences.join(', ')}.`,
});

const adoptLine = (differences: readonly string[]): PlanLine => ({
  kind: 'adoptApplication',
  title: 'Repair the app made by hand',
  text: `Different now: ${differences.join(', ')}. It gets exactly what a new app would get. Its client ID stays.`,
});

function oldKeyLine(count: number): PlanLine[] {
  if (count === 0) return [];
  const text = 'Only after the new key was tried out and works. Until then whoever uses an old one goes on.';
  return [{ kind: 'removeForeignCredential', title: `Remove ${count} old ${count === 1 ? 'key' : 'keys'}`, text }];
}

function principalLine(changes: readonly Change[]): PlanLine[] {
  const apis = changes.flatMap((change) => (change.kind === 'createResourcePrincipal' ? [change.api] : []));
  const own = changes.some((change) => change.kind === 'createServicePrincipal');
  const count = apis.length + (own ? 1 : 0);
  if (count === 0) return [];
  const parts = [
    ...(own ? [changes.some(({ kind }) => kind === 'adoptApplication') ? 'one for the app' : 'one for the new app'] : []),
    ...apis.map((api) => `one for Microsoft’s ${api}`),
  ].join(', ');
  const text = `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`;
  return [{ kind: 'createServicePrincipal', title: `Create ${count} service ${count === 1 ? 'principal' : 'principals'}`, text }];
}

function consentLine(changes: readonly Change[], desired: Desired): PlanLine[] {
  if (!changes.some((change) => change.kind === 'requestConsent')) return [];
  const total = desired.counts.application + desired.counts.delegated;
  const text = 'You approve them yourself on Microsoft’s page. Until then the app can read nothing.';
  return [{ kind: 'requestConsent', title: `Ask for ${total} permissions`, text }];
}

function keyLine(afterApproval: boolean, { days, known }: KeyLife): PlanLine {
  const because = known === 'policy' || known === 'refusal' ? ', because a policy of your organization limits it' : '';
  return {
    kind: 'mintCredential',
    title: afterApproval ? 'Create 1 key, after you approve' : 'Create 1 key',
    text: `${credentialDisplayName}, ${days} days${because}. It is encrypted for FortifyData as it is made; no person and no browser sees it.`,
  };
}

const certificateLine = ({ thumbprint, expiresAt }: PublicCertificate): PlanLine => ({
  kind: 'addCertificate',
  title: 'Add 1 certificate',
  text: `${certificateDisplayName}, the public part of FortifyData’s certificate, valid until ${expiresAt.toISOString().slice(0, 10)}. No client secret is made. SHA-256 ${groupedThumbprint(thumbprint)}.`,
});

function removeLine(count: number): PlanLine[] {
  if (count === 0) return [];
  const title = `Remove ${count} ${count === 1 ? 'key that was' : 'keys that were'} never used`;
  return [{ kind: 'removeCredential', title, text: 'An earlier attempt was interrupted before its key could be tried out.' }];
}

const supersededLines = {
  certificate: {
    kind: 'removeCredential',
    title: 'Remove FortifyData’s certificate',
    text: 'A client secret was chosen in its place. Only after that was tried out and works.',
  },
  secret: {
    kind: 'removeCredential',
    title: 'Remove the client secret',
    text: 'FortifyData’s certificate was chosen in its place. Only after that was tried out and works.',
  },
} as const satisfies Readonly<Record<'secret' | 'certificate', PlanLine>>;
