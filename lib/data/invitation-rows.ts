import { z } from 'zod';
import type { Expected } from '../domain/expected';
import { type Invitation, invitationEnds, invitationWays } from '../domain/invitation';
import { problemCodes } from '../domain/problem';
import type { Invitation as Row } from './generated/client';

/** Reads a row without its hashes, and without what only its connection says. */
export const asInvitation = { tokenHash: true, browserHash: true, connectedAt: true } as const;

const InviterJson = z.object({ oid: z.string(), name: z.string() });
const SetbackJson = z.object({
  problem: z.enum(problemCodes),
  code: z.string().nullable(),
  reference: z.string().nullable(),
  at: z.coerce.date(),
});

/** A row as the domain knows it. @throws ZodError when a column holds what this version cannot have written */
export function invitationOf(row: Omit<Row, keyof typeof asInvitation>): Invitation {
  const { expectedTenantId, expectedDomain, endedHow, ...columns } = row;
  return {
    ...columns,
    expected: expectedOf({ expectedTenantId, expectedDomain }),
    via: z.enum(invitationWays).parse(row.via),
    createdBy: InviterJson.parse(row.createdBy),
    releasedBy: InviterJson.nullable().parse(row.releasedBy),
    ended: z.enum(invitationEnds).nullable().parse(endedHow),
    setback: SetbackJson.nullable().parse(row.setback),
  };
}

/** The two columns, of which the database keeps exactly one filled. */
export function expectedColumns(expected: Expected): Pick<Row, 'expectedTenantId' | 'expectedDomain'> {
  return expected.kind === 'tenant'
    ? { expectedTenantId: expected.tenantId, expectedDomain: null }
    : { expectedTenantId: null, expectedDomain: expected.domain };
}

function expectedOf({ expectedTenantId, expectedDomain }: Pick<Row, 'expectedTenantId' | 'expectedDomain'>): Expected {
  if (expectedTenantId !== null) return { kind: 'tenant', tenantId: expectedTenantId };
  return { kind: 'domain', domain: z.string().parse(expectedDomain) };
}
