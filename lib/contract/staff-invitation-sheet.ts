import { z } from 'zod';
import { DraftField } from './staff-invitations';

/** Many invitations from one file: a report row by row, then the links, once. */

/** The file is CSV in UTF-8 or UTF-16 with a mark, separated by comma, semicolon or tab; at most 3 MB and 10,000 rows. */
export const SheetBody = z.strictObject({ file: z.base64() });
export type SheetBody = z.infer<typeof SheetBody>;

/**
 * `again` makes new links, too, for rows whose invitation is there and unopened, of the same customer id: the way back when an answer with
 * its links was lost. Their old links are dead.
 */
export const BulkBody = z.strictObject({ file: z.base64(), mode: z.enum(['all-or-nothing', 'ready-rows']), again: z.boolean().optional() });
export type BulkBody = z.infer<typeof BulkBody>;

/** A row with what is wrong with it, and its cells as the file has them. */
export const FaultyRow = z.object({
  /** As a spreadsheet counts; the header is 1. */
  row: z.number(),
  cells: z.record(DraftField, z.string()),
  /** `field` is null where the row itself is wrong. */
  faults: z.array(z.object({ field: DraftField.nullable(), reason: z.string() })),
});
export type FaultyRow = z.infer<typeof FaultyRow>;

export const SheetReport = z.object({
  rows: z.number(),
  ready: z.number(),
  /** Faulty for no other reason than that they are invited already, unopened and with the same customer id: `again` makes these new links. */
  invited: z.number(),
  /** What somebody should look at before the rows are used: a guessed encoding, columns that were left out. */
  warnings: z.array(z.string()),
  faulty: z.array(FaultyRow),
});
export type SheetReport = z.infer<typeof SheetReport>;

/** One invitation that was made. */
export const SheetLink = z.object({
  row: z.number(),
  id: z.guid(),
  customer: z.string(),
  customerId: z.string(),
  expects: z.string(),
  contact: z.string(),
  link: z.url(),
  expiresAt: z.iso.datetime(),
});
export type SheetLink = z.infer<typeof SheetLink>;

/** `made` is empty where all or nothing was asked for and a row is faulty. */
export const BulkAnswer = z.object({ report: SheetReport, made: z.array(SheetLink) });
export type BulkAnswer = z.infer<typeof BulkAnswer>;
