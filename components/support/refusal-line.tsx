import { Mark } from './mark';
import type { CaseWrite, OpenCase } from './use-case';

/** Why the last write of these kinds was not taken, beside what was pressed. */
export function RefusalLine({ of, opened: { refusal } }: { of: readonly CaseWrite[]; opened: OpenCase }) {
  if (refusal === null || !of.includes(refusal.of)) return null;
  return (
    <p role="alert" className="s-hint s-tone" data-tone="bad">
      <Mark name="stop" />
      {refusal.words}
    </p>
  );
}
