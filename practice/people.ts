import { directoryRoles, type RoleKey, type User } from './directory/model';
import { fixedId } from './ids';

/** A person as scenarios write them: `name@domain` signs in, guests under another name. */
export interface Person {
  readonly account: string;
  readonly name: string;
  readonly roles?: readonly RoleKey[];
  /** Principal name of a guest, who signs in with `account`. */
  readonly guestPrincipalName?: string;
  /** What this person shows in a demo, where it differs from what the organization shows. */
  readonly shows?: string;
}

/** The directory's user object for a person. */
export function userFrom(person: Person): User {
  const [givenName = person.name, ...rest] = person.name.split(' ');
  return {
    id: fixedId(`person ${person.guestPrincipalName ?? person.account}`),
    displayName: person.name,
    givenName,
    surname: rest.join(' '),
    userPrincipalName: person.guestPrincipalName ?? person.account,
    signInName: person.account,
    userType: person.guestPrincipalName ? 'Guest' : 'Member',
    roles: person.roles ?? [],
    shows: person.shows ?? null,
  };
}

/** A person's roles as text. */
export const roleNames = (user: User): string => user.roles.map((role) => directoryRoles[role].name).join(', ') || 'No administrator role';
