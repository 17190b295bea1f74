import { foreignCertificates, groupedThumbprint, type PublicCertificate } from './certificate';
import type { ConnectionRecord, SetAside } from './connection';
import type { Desired } from './desired';
import { foreignKeys } from './foreign-keys';
import { fullLifeDays, type KeyLife } from './key-life';
import type { Observed } from './observed';
import { apiName } from './permissions';
import { type RoleHint, roleHint } from './roles';

/** A line of "Ready to start": passed, to note, or stopping us, with the remedy in the text. */
export interface Preflight {
  readonly key: string;
  readonly tone: 'good' | 'note' | 'bad';
  readonly title: string;
  readonly text: string;
}

interface PreflightInput {
  readonly observed: Observed;
  readonly desired: Desired;
  readonly record: ConnectionRecord;
  /** Role template ids of the person who looks. */
  readonly roles: readonly string[];
  /** Life of the next client secret. */
  readonly life: KeyLife;
}

/** Everything we can know before the first write, what stops us first. Pure; claims only what was read. */
export function preflight({ observed, desired, record, roles, life }: PreflightInput): Preflight[] {
  const lines = [
    roleLine(roleHint(roles)),
    ...disabledLine(observed),
    ...foreignKeyLine([...foreignKeys(record, observed), ...foreignCertificates(record, observed)]),
    ...permissionLines(desired),
    ...missingApiLines(observed, desired),
    ...namesakeLine(observed),
    ...deletedLine(observed),
    record.certificate ? certificateLine(record.certificate) : secretLine(life),
  ];
  const order = { bad: 0, good: 1, note: 2 };
  return lines.sort((a, b) => order[a.tone] - order[b.tone]);
}

function roleLine(hint: RoleHint): Preflight {
  const key = 'role';
  if (hint.role && hint.mayApprove) {
    const may = hint.mayCreate
      ? 'You can create the app and approve it.'
      : 'You can approve the app. Microsoft decides whether you may create it.';
    return {
      key,
      tone: 'good',
      title: 'Your role fits',
      text: `${hint.role}, as your sign-in says. ${may} Microsoft checks again at each step.`,
    };
  }
  if (hint.mayApprove === null) {
    const text = 'Your sign-in does not say which role you hold. Microsoft checks at each step; a Global Administrator can do all of them.';
    return { key, tone: 'note', title: 'Your role is not known yet', text };
  }
  const name = hint.role ?? 'Your role';
  const text = `${name} is not enough to approve these permissions. A Global Administrator or a Privileged Role Administrator can: at that step you get a link for a colleague.`;
  return { key, tone: 'note', title: 'Somebody else may have to approve', text };
}

function disabledLine(observed: Observed): Preflight[] {
  if (observed.servicePrincipal?.accountEnabled !== false) return [];
  const text = 'Somebody disabled sign-in for it under Enterprise applications. Switch it on there, then load this page again.';
  return [{ key: 'principal', tone: 'bad', title: 'The app is switched off in your organization', text }];
}

function foreignKeyLine(keys: readonly { readonly keyId: string; readonly displayName: string | null }[]): Preflight[] {
  if (keys.length === 0) return [];
  const title = keys.length === 1 ? 'The app has a key that we did not make' : `The app has ${keys.length} keys that we did not make`;
  const list = keys.map((key) => `${key.displayName ?? 'unnamed'} (${key.keyId})`).join(', ');
  const text = `${list}. Whoever holds it could use everything you approve. Remove it under App registrations, then look again.`;
  return [{ key: 'foreign-keys', tone: 'bad', title, text }];
}

function permissionLines({ counts, setAside }: Desired): Preflight[] {
  const offered = setAside.filter((row) => row.reason !== 'resource-missing');
  const total = counts.application + counts.delegated;
  if (offered.length === 0) {
    const text = `${counts.application} application and ${counts.delegated} delegated, compared with Microsoft’s own lists a moment ago.`;
    return [{ key: 'permissions', tone: 'good', title: `All ${total} permissions exist in your organization`, text }];
  }
  const title = offered.length === 1 ? 'One permission is set aside' : `${offered.length} permissions are set aside`;
  const text = `Microsoft no longer offers ${names(offered)} here. We go on with the other ${total}.`;
  return [{ key: 'permissions', tone: 'note', title, text }];
}

const names = (rows: readonly SetAside[]) => rows.map((row) => row.value).join(', ');

function missingApiLines(observed: Observed, desired: Desired): Preflight[] {
  const missing = desired.resourceAppIds.filter((appId) => !observed.resources[appId]);
  if (missing.length === 0) return [];
  const title =
    missing.length === 1
      ? 'One Microsoft API is not in your organization yet'
      : `${missing.length} Microsoft APIs are not in your organization yet`;
  const list = missing.map(apiName).join(' and ');
  const text = `${list}: never used here. We will add Microsoft’s entry for it; this is common and costs nothing.`;
  return [{ key: 'apis', tone: 'note', title, text }];
}

function namesakeLine({ namesakes, application }: Observed): Preflight[] {
  const [first] = namesakes;
  if (!first) return [];
  const made = first.createdAt ? `, made on ${dayOf(first.createdAt)}` : '';
  const others = namesakes.length > 1 ? `, and ${namesakes.length - 1} more` : '';
  const what = application ? 'It is not the one we use, and we leave it as it is.' : 'You choose below what becomes of it.';
  const text = `${first.displayName}${made}, client ID ${first.appId}${others}. ${what}`;
  const title = namesakes.length > 1 ? `${namesakes.length} apps made by hand are already here` : 'An app made by hand is already here';
  return [{ key: 'namesake', tone: 'note', title, text }];
}

/** A deleted app counts for the limit of objects until it is gone for good. Whether it blocks our name is not documented. */
function deletedLine({ deletedApplications, application }: Observed): Preflight[] {
  const [last] = deletedApplications ?? [];
  if (!last || application) return [];
  const on = last.deletedAt ? ` on ${dayOf(last.deletedAt)}` : '';
  const text = `Deleted${on}, client ID ${last.appId}. We make a new one: Microsoft does not promise that a restored app has its approvals and keys back. Until it is gone for good, it counts for the limit of objects, and right after a deletion the approval may take 15 minutes more.`;
  return [{ key: 'deleted', tone: 'note', title: 'An app of this name was deleted here', text }];
}

const dayOf = (date: Date) => new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(date);

function secretLine({ days, known, learnedAt, banned }: KeyLife): Preflight {
  const key = 'secrets';
  if (banned) {
    const text = 'We ask all the same, because there may be an exemption for this app. If Microsoft refuses, you choose how to go on.';
    return { key, tone: 'note', title: 'A policy of your organization forbids client secrets', text };
  }
  const title = `The key will be valid for ${days} days`;
  switch (known) {
    case 'no-limit':
      return { key, tone: 'good', title, text: 'We could read your organization’s policy on keys, and it sets no shorter limit.' };
    case 'policy':
      return {
        key,
        tone: 'note',
        title,
        text: `A policy of your organization limits it. Without the limit it would be ${fullLifeDays} days.`,
      };
    case 'refusal': {
      const since = learnedAt ? ` on ${dayOf(learnedAt)}` : '';
      return { key, tone: 'note', title, text: `A policy of your organization limits it: Microsoft refused a longer one${since}.` };
    }
    case 'unknown': {
      const text =
        'Microsoft tells whether a policy of your organization limits keys only when one is made. If so, we ask for less, step by step, until it agrees: at most five weeks below the limit, or a hundred days where more than a year is allowed.';
      return { key, tone: 'note', title, text };
    }
  }
}

function certificateLine({ thumbprint, expiresAt }: PublicCertificate): Preflight {
  const text = `FortifyData’s certificate is used instead, valid until ${dayOf(expiresAt)}. SHA-256 ${groupedThumbprint(thumbprint)}.`;
  return { key: 'secrets', tone: 'good', title: 'No client secret is needed', text };
}
