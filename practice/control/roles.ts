import { directoryRoles, type RoleKey } from '../directory/model';
import type { Tenant } from '../directory/tenant';
import { type JsonObject, textOf } from '../json';
import { ControlFailure } from './failure';

const isRole = (name: string): name is RoleKey => Object.hasOwn(directoryRoles, name);

/**
 * Gives `account` a directory role or takes it, as an activation in Privileged Identity Management does. Tokens that were issued before keep
 * the roles they have: only the next sign-in tells.
 */
export function changeRoles(tenant: Tenant, body: JsonObject, how: 'assign' | 'remove'): void {
  const [account, role] = [textOf(body, 'account')?.toLowerCase(), textOf(body, 'role') ?? ''];
  if (!isRole(role)) throw new ControlFailure(400, 'role must name a directory role.');
  if (!tenant.users.some(({ signInName }) => signInName === account)) throw new ControlFailure(404, `${tenant.domain} has no ${account}.`);
  tenant.users = tenant.users.map((user) => {
    if (user.signInName !== account) return user;
    const others = user.roles.filter((held) => held !== role);
    return { ...user, roles: how === 'assign' ? [...others, role] : others };
  });
}
