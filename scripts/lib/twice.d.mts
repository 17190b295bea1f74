export interface TestFailure {
  readonly name: string;
  /** What runs it again; none for a failure of the runner itself. */
  readonly at?: string;
  readonly why: string;
}
export interface TestRun {
  readonly status: number;
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly TestFailure[];
}
export function twice(run: (places: readonly string[]) => Promise<TestRun>): Promise<{
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly TestFailure[];
  readonly passedAgain: readonly TestFailure[];
}>;
