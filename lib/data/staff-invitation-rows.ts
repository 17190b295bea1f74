import { z } from 'zod';
import type { Invitation } from '../domain/invitation';
import { supportSteps } from '../domain/support/step';
import { Prisma } from './generated/client';
import { invitationOf } from './invitation-rows';

/** An invitation as support lists it: with the organization that came, and how far its case is. */
export interface ListedInvitation {
  readonly invitation: Invitation;
  readonly organization: string | null;
  readonly domain: string | null;
  /** Of the connection it led to. */
  readonly step: (typeof supportSteps)[number] | null;
  /** Something stops it, and nothing goes on by itself. */
  readonly stuck: boolean;
  readonly connectedAt: Date | null;
}

const date = z.date();
const Columns = z.object({
  id: z.string(),
  customer: z.string(),
  customerId: z.string(),
  expectedTenantId: z.string().nullable(),
  expectedDomain: z.string().nullable(),
  contact: z.string().nullable(),
  note: z.string().nullable(),
  via: z.string(),
  createdAt: date,
  createdBy: z.json(),
  expiresAt: date,
  openedAt: date.nullable(),
  redeemedAt: date.nullable(),
  tenantId: z.string().nullable(),
  connectionId: z.string().nullable(),
  signedInAt: date.nullable(),
  heldAt: date.nullable(),
  releasedAt: date.nullable(),
  releasedBy: z.json().nullable(),
  endedAt: date.nullable(),
  endedHow: z.string().nullable(),
  setback: z.json().nullable(),
});
const Case = z.object({
  organization: z.string().nullable(),
  domain: z.string().nullable(),
  step: z.enum(supportSteps).nullable(),
  stuck: z.boolean(),
  connectedAt: date.nullable(),
});

/** The columns of a listed invitation; `i` is invitations, `c` the case of its connection, `o` the case of the organization that came. */
export const invitationColumns = Prisma.sql`i.id, i.customer, i.customer_id AS "customerId", i.expected_tenant_id AS "expectedTenantId",
  i.expected_domain AS "expectedDomain", i.contact, i.note, i.via, i.created_at AS "createdAt", i.created_by AS "createdBy",
  i.expires_at AS "expiresAt", i.opened_at AS "openedAt", i.redeemed_at AS "redeemedAt", i.tenant_id AS "tenantId",
  i.connection_id AS "connectionId", i.signed_in_at AS "signedInAt", i.held_at AS "heldAt", i.released_at AS "releasedAt",
  i.released_by AS "releasedBy", i.ended_at AS "endedAt", i.ended_how AS "endedHow", i.setback,
  o.organization, o.domain, c.step, COALESCE(c.cause IS NOT NULL AND c.tab IN ('needs-us', 'needs-customer'), false) AS stuck, c.connected_at AS "connectedAt"`;

/** What the columns come from. */
export const invitationSources = Prisma.sql`invitations i LEFT JOIN support_cases c ON c.connection_id = i.connection_id
  LEFT JOIN LATERAL (SELECT s.organization, s.domain FROM support_cases s WHERE s.tenant_id = i.tenant_id LIMIT 1) o ON true`;

/** @throws ZodError when a column holds what this version cannot have written */
export const listedInvitations = (rows: readonly unknown[]): ListedInvitation[] =>
  rows.map((row) => ({ invitation: invitationOf(Columns.parse(row)), ...Case.parse(row) }));
