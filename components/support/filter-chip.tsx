'use client';
import { Mark } from './mark';

interface ChoiceProps<Value extends string> {
  /** Its name, and what it says while nothing is chosen. */
  readonly label: string;
  readonly chosen: Value | undefined;
  readonly options: readonly (readonly [value: Value, word: string])[];
  /** What is said of a chosen value that is not among the options. */
  readonly missing?: string;
  readonly choose: (value: Value | undefined) => void;
}

/** A filter of which one value is chosen, or none. Dashed is off, solid is on. */
export function ChoiceChip<Value extends string>({ label, chosen, options, missing, choose }: ChoiceProps<Value>) {
  const isMissing = chosen !== undefined && !options.some(([value]) => value === chosen);
  return (
    <select
      className="s-chip"
      aria-label={label}
      data-on={chosen === undefined ? undefined : ''}
      value={chosen ?? ''}
      onChange={({ target }) => choose(options.find(([value]) => value === target.value)?.[0])}
    >
      <option value="">{label}</option>
      {options.map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
      {isMissing ? <option value={chosen}>{missing ?? chosen}</option> : null}
    </select>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
}

/** A filter that is on or off. */
export function SwitchChip({ label, on, turn }: SwitchProps) {
  return (
    <button type="button" className="s-chip" data-on={on ? '' : undefined} aria-pressed={on} onClick={() => turn(!on)}>
      {label}
      {on ? <Mark name="x" /> : null}
    </button>
  );
}
