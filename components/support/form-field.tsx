import type { ReactNode } from 'react';
import { Mark } from './mark';

interface FieldProps {
  readonly id: string;
  readonly label: ReactNode;
  /** What is wrong with it; stands in place of the hint. */
  readonly fault: string | null;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly leave?: () => void;
  readonly type?: 'text' | 'email';
  readonly rows?: number;
}

/** A labelled field with its hint or its fault below. */
export function FormField({ id, label, fault, hint, value, change, leave, type = 'text', rows }: FieldProps) {
  const shared = {
    id,
    className: 's-field',
    value,
    autoComplete: 'off',
    'aria-invalid': fault !== null || undefined,
    'aria-describedby': fault || hint ? `${id}-hint` : undefined,
    onBlur: leave,
  };
  return (
    <div className="s-form-field">
      <label htmlFor={id}>{label}</label>
      {rows ? (
        <textarea {...shared} rows={rows} onChange={({ target }) => change(target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={type}
          autoCapitalize={type === 'email' ? 'none' : undefined}
          spellCheck={false}
          onChange={({ target }) => change(target.value)}
        />
      )}
      {fault || hint ? (
        <p id={`${id}-hint`} className="s-hint s-tone" data-tone={fault ? 'bad' : undefined}>
          {fault ? <Mark name="stop" /> : null}
          {fault ?? hint}
        </p>
      ) : null}
    </div>
  );
}
