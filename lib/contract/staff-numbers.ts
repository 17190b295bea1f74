import { z } from 'zod';
import { askedDay } from './asked';
import { CaseTab, Fixer, StaffStep } from './staff-list';

/** Figures over a period, from the journal and the facts of connections. */

const day = z.iso.date();

/** Days (UTC), both included; 366 at most. Default: the last 30 days. */
export const NumbersQuery = z.strictObject({ from: askedDay.optional(), to: askedDay.optional() });
export type NumbersQuery = z.infer<typeof NumbersQuery>;

/** What stops connections at a step now. */
export const CauseCount = z.object({ cause: z.string().nullable(), title: z.string(), by: Fixer, count: z.number() });

export const Numbers = z.object({
  from: day,
  to: day,
  at: z.iso.datetime(),
  /** Connections that began in the period: how many got past each step, and where and why the others stand now. */
  started: z.number(),
  connected: z.number(),
  funnel: z.array(
    z.object({
      step: StaffStep,
      title: z.string(),
      /** Came to this step. */
      reached: z.number(),
      /** Went past it. */
      passed: z.number(),
      /** Stand at it now, by cause, most first; `cause` null: nothing stops them. */
      standing: z.array(CauseCount),
    }),
  ),
  /** Steps that ended in the period. Percentiles are exact to 5 percent; null where nothing was measured. */
  times: z.array(
    z.object({
      step: z.union([StaffStep, z.literal('all')]),
      title: z.string(),
      measured: z.number(),
      p50Ms: z.number().nullable(),
      p90Ms: z.number().nullable(),
    }),
  ),
  /** Problems that came up in the period, five at most, most frequent first. */
  topCauses: z.array(z.object({ cause: z.string(), title: z.string(), by: Fixer, count: z.number(), step: StaffStep })),
  /** All connections now. */
  health: z.array(z.object({ tab: CaseTab, count: z.number() })),
  /** Live keys by month of their end (UTC), "2026-12", soonest first, empty months within the range included. */
  expiring: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), count: z.number() })),
});
export type Numbers = z.infer<typeof Numbers>;
