/** Entra directory roles that matter here, by role template id: the values of the `wids` claim. */
const names: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  'cf1c38e5-3621-4004-a7cb-879624dced7c': 'Application Developer',
  '194ae4cb-b126-40b2-bd5b-6091b380977d': 'Security Administrator',
};

/** Roles that may grant application permissions of Microsoft Graph to a whole tenant. */
const approvers: readonly string[] = ['62e90394-69f5-4237-9190-012177145e10', 'e8611ab8-c189-46e8-94e1-60213ab1f814'];
/** Roles that may create an application whatever the tenant's user settings are. */
const creators: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10',
  '158c047a-c907-4556-b7ef-446551a6b5f7',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
];
/** Template id of "User": every member carries it, so it says nothing. */
const everyMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/** What a sign-in hints about an admin's powers; Microsoft decides at each step. */
export interface RoleHint {
  /** Name of the strongest known role; null when the sign-in names none. */
  readonly role: string | null;
  /** null: the sign-in says nothing about roles. */
  readonly mayApprove: boolean | null;
  readonly mayCreate: boolean | null;
}

/**
 * Reads the `wids` claim. It is there only when the portal's app registration asks for it, and shows active roles alone, so an empty
 * list means "not known".
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function roleHint(roles: readonly string[]): RoleHint {
  const held = roles.map((id) => id.toLowerCase());
  if (held.length === 0) return { role: null, mayApprove: null, mayCreate: null };
  const strongest = Object.keys(names).find((id) => held.includes(id));
  const named = strongest ? (names[strongest] ?? null) : null;
  if (!named && held.some((id) => id !== everyMember)) return { role: null, mayApprove: false, mayCreate: null };
  return {
    role: named,
    mayApprove: held.some((id) => approvers.includes(id)),
    mayCreate: held.some((id) => creators.includes(id)) || null,
  };
}
