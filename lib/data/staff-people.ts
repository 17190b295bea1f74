import type { Tx } from './prisma';

/** A member of the staff, by the name their last token carried. */
export interface StaffName {
  readonly oid: string;
  readonly name: string;
}

/** Remembers the name of who calls; written once an hour, or when it has changed. */
export async function rememberStaff(tx: Tx, { oid, name }: StaffName): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO support_staff AS s (oid, name) VALUES (${oid}::uuid, ${name})
    ON CONFLICT (oid) DO UPDATE SET name = EXCLUDED.name, seen_at = now()
      WHERE s.name <> EXCLUDED.name OR s.seen_at < now() - interval '1 hour'`;
}

/** Everybody who has used the dashboard, by name; two hundred at most. */
export async function staffPeople(tx: Tx): Promise<StaffName[]> {
  return tx.supportStaff.findMany({ select: { oid: true, name: true }, orderBy: [{ name: 'asc' }, { oid: 'asc' }], take: 200 });
}

/** How the audit names a member of the staff. */
export const staffActor = (oid: string): string => `staff:${oid}`;
