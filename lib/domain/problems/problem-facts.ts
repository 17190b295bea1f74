import type { RefusedLives } from '../key-life';

/** How far the connection has changed the organization: nothing, the app, its service principal, granted permissions, a key, or a certificate in its place. */
export const organizationChanges = ['nothing', 'app', 'principal', 'granted', 'key', 'certificate'] as const;
export type OrganizationChange = (typeof organizationChanges)[number];

/** What is known when a problem is shown. Names come from the verified sign-in and from Graph. */
export interface ProblemFacts {
  readonly organization: string | null;
  readonly domain: string | null;
  readonly account: string | null;
  /** Application permissions that Microsoft lists as granted, and how many are wanted. */
  readonly granted?: number;
  readonly wanted?: number;
  /** Names the problem is about: APIs that are missing, permissions that lack or are too many. */
  readonly detail?: readonly string[];
  readonly changed: OrganizationChange;
  /** The invitation that led here: whose it is, and the id or domain of the organization that it names. */
  readonly invited?: { readonly customer: string; readonly expected: string } | null;
  /** True where FortifyData's certificate can be chosen instead of a client secret. */
  readonly certificateOffered?: boolean;
  /** Lives of a key that Microsoft refused one after the other; null: not known. */
  readonly refusedLives?: RefusedLives | null;
  /** Keys that an app made by hand had before and still has. */
  readonly oldKeys?: number;
}

/** True where FortifyData's certificate is on the app in place of a key. */
export const isByCertificate = ({ changed }: ProblemFacts): boolean => changed === 'certificate';

/** "Contoso Ltd", or "your organization" while its name is not known. */
export const organizationName = (facts: ProblemFacts): string => facts.organization ?? 'your organization';

/** The account that was used, to go inside of a sentence. */
export const accountName = (facts: ProblemFacts): string => facts.account ?? 'the account you used';

/** The first names of the list and how many more there are; empty text without names. */
export function named(names: readonly string[] | undefined, most = 5): string {
  if (!names || names.length === 0) return '';
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/**
 * The state of the organization in sentences that claim no more than the facts do. A key is spoken of only from the moment in which
 * one was made, of a certificate from that in which it was added, granted permissions only when they were read or known.
 */
export function organizationState(facts: ProblemFacts): string {
  switch (facts.changed) {
    case 'nothing':
      return `We have changed nothing in ${organizationName(facts)}. No app and no key were made.`;
    case 'app':
      return facts.oldKeys ? `The app is repaired.${keysBefore(facts)}` : withoutAnything('The app is there');
    case 'principal':
      if (facts.granted || facts.oldKeys) return `${appWithGrants(facts)}${keysBefore(facts)}`;
      return withoutAnything('The app and its service principal are there');
    case 'granted':
      return `${appWithGrants(facts)}${keysBefore(facts)}`;
    case 'key':
      return `${appWithGrants(facts)} One key was made. It is encrypted for FortifyData, and no person has seen it.${facts.oldKeys ? keysBefore(facts) : ''}`;
    case 'certificate':
      return `${appWithGrants(facts)} It carries FortifyData’s certificate, the public part alone.${facts.oldKeys ? keysBefore(facts) : ''}`;
    default:
      return unknownChange(facts.changed);
  }
}

const withoutAnything = (what: string) => `${what}, without any permission and without a key. It can read nothing.`;

/** An app that was made by hand has keys that work until the new one is proved; any other has none yet. */
function keysBefore({ oldKeys = 0 }: ProblemFacts): string {
  if (oldKeys === 0) return ' There is no key, so it can read nothing.';
  return oldKeys === 1 ? ' Its old key works as before.' : ` Its ${oldKeys} old keys work as before.`;
}

/** Changes that come after the approval. */
const approvedChanges: readonly OrganizationChange[] = ['granted', 'key', 'certificate'];

/** The app and its permissions, with numbers where they were read; says nothing about a key. */
export function appWithGrants({ granted, wanted, changed }: ProblemFacts): string {
  const there = 'The app and its service principal are there';
  if (granted !== undefined && wanted !== undefined) return `${there}, with ${granted} of ${wanted} permissions granted.`;
  if (granted !== undefined) return `${there}, with ${granted} permissions granted.`;
  return approvedChanges.includes(changed) ? `${there}, with the permissions that were approved.` : `${there}.`;
}

function unknownChange(changed: never): never {
  throw new RangeError(`no sentence for the change "${String(changed)}"`);
}
