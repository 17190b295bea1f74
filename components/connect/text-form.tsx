'use client';
import { type FormEvent, useId, useState } from 'react';

interface Props {
  readonly label: string;
  readonly hint: string;
  /** Text on the button, and while it is at work. */
  readonly send: string;
  readonly sending: string;
  readonly busy: boolean;
  readonly quiet?: boolean;
  /** What is wrong with a text, in a sentence; null for a good one. */
  readonly fault: (text: string) => string | null;
  readonly onSend: (text: string) => void;
}

/** One field and one button. What is wrong is said beside the field, when it is sent and not before. */
export function TextForm({ label, hint, send, sending, busy, quiet = false, fault, onSend }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = fault(text);
    setWrong(found);
    if (found === null && !busy) onSend(text);
  };
  return (
    <form className="w-full max-w-lg" onSubmit={submit}>
      <label htmlFor={id} className="block font-semibold">
        {label}
      </label>
      <p id={`${id}-hint`} className="small soft mt-1">
        {hint}
      </p>
      <div className="field mt-2">
        <input
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-describedby={`${id}-hint ${id}-wrong`}
          aria-invalid={wrong !== null}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <p id={`${id}-wrong`} className="small mt-1" role="status">
        {wrong ?? ''}
      </p>
      <button type="submit" className={`btn mt-3 ${quiet ? 'btn-quiet' : 'btn-primary btn-lg btn-wide'}`} aria-busy={busy}>
        {busy ? sending : send}
      </button>
    </form>
  );
}
