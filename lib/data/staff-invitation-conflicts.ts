import { z } from 'zod';
import { type Expected, expectedName } from '../domain/expected';
import type { Tx } from './prisma';

/** What stands in the way of an invitation: a live one for the same organization, or its connection. */
export type Conflict =
  /** `at`: since when. */
  | { readonly kind: 'connected'; readonly customer: string; readonly at: Date }
  /** `at`: until when it is good, where nobody has signed in with it. */
  | {
      readonly kind: 'invited';
      readonly customer: string;
      readonly at: Date;
      readonly via: 'link' | 'launch';
      readonly stands: Stands;
      readonly unopened: Unopened | null;
    };

/** A live link that nobody has opened. */
interface Unopened {
  readonly id: string;
  readonly customerId: string;
}

/** How far a live invitation is: nobody has signed in with it, somebody has, or another organization came and waits for a decision. */
type Stands = 'unused' | 'in-use' | 'held';

const Row = z.object({
  expected: z.string(),
  kind: z.enum(['invited', 'connected']),
  customer: z.string(),
  at: z.date(),
  via: z.enum(['link', 'launch']).nullable(),
  stands: z.enum(['unused', 'in-use', 'held']).nullable(),
  id: z.string().nullable(),
  customerId: z.string().nullable(),
});

/**
 * Conflicts by the name of what is expected; one query however many there are. A connected organization is known by each domain that was
 * read of it, and by its own one where no others were.
 */
export async function invitationConflicts(tx: Tx, expected: readonly Expected[]): Promise<ReadonlyMap<string, Conflict>> {
  const names = (kind: Expected['kind']) => [...new Set(expected.filter((one) => one.kind === kind).map(expectedName))];
  const [tenants, domains] = [names('tenant'), names('domain')];
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT COALESCE(i.expected_tenant_id::text, i.expected_domain) AS expected, 'invited' AS kind, i.customer, i.expires_at AS at, i.via,
      CASE WHEN i.held_at IS NOT NULL AND i.released_at IS NULL THEN 'held' WHEN i.signed_in_at IS NULL THEN 'unused' ELSE 'in-use' END AS stands,
      CASE WHEN i.via = 'link' AND i.opened_at IS NULL AND i.redeemed_at IS NULL AND i.signed_in_at IS NULL THEN i.id END AS id,
      i.customer_id AS "customerId"
    FROM invitations i
    WHERE (i.expected_tenant_id = ANY(${tenants}::uuid[]) OR i.expected_domain = ANY(${domains}::text[]))
      AND i.ended_at IS NULL AND i.connected_at IS NULL AND (i.signed_in_at IS NOT NULL OR i.expires_at > now())
    UNION ALL
    SELECT c.tenant_id::text, 'connected', COALESCE(c.organization, c.admin_account), c.connected_at, NULL, NULL, NULL, NULL
    FROM support_cases c WHERE c.tenant_id = ANY(${tenants}::uuid[]) AND c.connected_at IS NOT NULL AND c.tab <> 'ended'
    UNION ALL
    SELECT c.domain, 'connected', COALESCE(c.organization, c.admin_account), c.connected_at, NULL, NULL, NULL, NULL
    FROM support_terms t JOIN support_cases c USING (connection_id)
    WHERE t.term = ANY(${domains}::text[]) AND c.domain = t.term AND c.connected_at IS NOT NULL AND c.tab <> 'ended'
    UNION ALL
    SELECT d.name, 'connected', COALESCE(c.organization, c.admin_account), c.connected_at, NULL, NULL, NULL, NULL
    FROM connections n JOIN support_cases c ON c.connection_id = n.id, jsonb_array_elements_text(n.observed -> 'organization' -> 'domains') AS d (name)
    WHERE (n.observed -> 'organization' -> 'domains') ?| ${domains}::text[] AND d.name = ANY(${domains}::text[])
      AND n.connected_at IS NOT NULL AND c.tab <> 'ended'`;
  const found = rows.map((row) => Row.parse(row));
  // a connection says more than an invitation beside it
  const ordered = [...found].sort((left, right) => (left.kind === right.kind ? 0 : left.kind === 'invited' ? -1 : 1));
  return new Map(ordered.map((row) => [row.expected, conflictOf(row)]));
}

function conflictOf({ kind, customer, at, via, stands, id, customerId }: z.infer<typeof Row>): Conflict {
  if (kind === 'connected' || !via || !stands) return { kind: 'connected', customer, at };
  return { kind, customer, at, via, stands, unopened: id && customerId ? { id, customerId } : null };
}
