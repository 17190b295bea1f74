import { z } from 'zod';

/** A member of the staff, by the name their last token carried. */
export const StaffPerson = z.object({ oid: z.guid(), name: z.string() });
export type StaffPerson = z.infer<typeof StaffPerson>;
