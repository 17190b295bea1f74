import { z } from 'zod';

/**
 * Shapes of what a caller asks for. PostgreSQL holds no NUL and its times no year 0: what it could not take is refused here, as a fault
 * of the request.
 */

const yearInRange = (value: string): boolean => value >= '1970' && value < '2101';

/** A text of one line without control characters. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** A text of several lines, ended by LF; a tab may have been pasted. */
export const lines = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u);

/** A text of ours that comes back: whatever the database can hold. */
export const stored = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u);

/** A day from 1970 to 2100. */
export const askedDay = z.iso.date().refine(yearInRange);

/** A time from 1970 to 2100. */
export const askedTime = z.iso.datetime().refine(yearInRange);
