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
  /**
   * Invitations made in the period, as they stand now, stage after stage. They are counted apart from connections: one may be used after the
   * period, and a connection may begin without one.
   */
  invitations: z.array(
    z.object({
      stage: z.enum(['made', 'opened', 'signed-in', 'connected']),
      title: z.string(),
      /** Came to this stage. */
      reached: z.number(),
      /** Came to the stage before it and no further: can still go on, ended by time, ended by support. */
      left: z.object({ good: z.number(), expired: z.number(), ended: z.number() }),
    }),
  ),
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
      /** Of these, stand at it now, by cause, most first; `cause` null: nothing stops them. */
      standing: z.array(CauseCount),
      /** All that stand at it now, whenever they began: as many as the list of this step has. */
      now: z.number(),
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
  /**
   * Problems that came up in the period, five at most, most frequent first. `now`: stopped by it at this moment, whenever it came up, as many
   * as the list of this cause has.
   */
  topCauses: z.array(z.object({ cause: z.string(), title: z.string(), by: Fixer, count: z.number(), step: StaffStep, now: z.number() })),
  /** All connections now. */
  health: z.array(z.object({ tab: CaseTab, count: z.number() })),
  /** Keys of connections by their end, at `at`. */
  expiring: z.object({
    /** Ended already. */
    ended: z.number(),
    /** End in this month (UTC, "2026-12") or one of the 24 after it; months without any are among them. */
    months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), count: z.number() })),
    /** End after these months. */
    later: z.number(),
  }),
});
export type Numbers = z.infer<typeof Numbers>;
