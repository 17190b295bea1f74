import type { TestRun } from './twice.mjs';

type Outcome = Omit<TestRun, 'status'>;

export function readReport(file: string): unknown;
export function unitOutcome(report: unknown): Outcome;
export function browserOutcome(report: unknown): Outcome;
