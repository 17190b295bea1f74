import { z } from 'zod';
import { cloudIds } from '../domain/clouds';
import { connectionStates } from '../domain/connection';
import { supportTabs } from '../domain/support/standing';
import { supportSteps } from '../domain/support/step';
import { Prisma } from './generated/client';

const date = z.date();

/** A row of the support list, as the database answers it. */
const CaseRowJson = z.object({
  id: z.string(),
  tenantId: z.string(),
  cloud: z.enum(cloudIds),
  state: z.enum(connectionStates),
  tab: z.enum(supportTabs),
  step: z.enum(supportSteps),
  cause: z.string().nullable(),
  organization: z.string().nullable(),
  domain: z.string().nullable(),
  customer: z.string().nullable(),
  customerId: z.string().nullable(),
  adminName: z.string(),
  adminAccount: z.string(),
  appId: z.string().nullable(),
  sortName: z.string(),
  createdAt: date,
  activityAt: date,
  signedInAt: date,
  since: date,
  keyExpiresAt: date.nullable(),
  connectedAt: date.nullable(),
  ownerOid: z.string().nullable(),
  ownerName: z.string().nullable(),
  followUpOn: z.string().nullable(),
  recheckAt: date.nullable(),
  recheckBy: z.string().nullable(),
  recheckDelivery: z.enum(['delivered', 'failed']).nullable(),
});
export type SupportCaseRow = z.infer<typeof CaseRowJson>;

/** The columns of a row; `c` is support_cases, `o` its owner in support_staff. */
export const caseColumns = Prisma.sql`c.connection_id AS id, c.tenant_id AS "tenantId", c.cloud, c.state, c.tab, c.step, c.cause, c.organization,
  c.domain, c.customer, c.customer_id AS "customerId", c.admin_name AS "adminName", c.admin_account AS "adminAccount", c.app_id AS "appId", c.sort_name AS "sortName",
  c.created_at AS "createdAt", c.activity_at AS "activityAt", c.signed_in_at AS "signedInAt", c.since, c.key_expires_at AS "keyExpiresAt",
  c.connected_at AS "connectedAt", c.owner_oid AS "ownerOid", o.name AS "ownerName", c.follow_up_on::text AS "followUpOn",
  c.recheck_at AS "recheckAt", c.recheck_by AS "recheckBy", c.recheck_delivery AS "recheckDelivery"`;

/** @throws ZodError when a column holds what this version cannot have written */
export const caseRowsOf = (rows: readonly unknown[]): SupportCaseRow[] => rows.map((row) => CaseRowJson.parse(row));
