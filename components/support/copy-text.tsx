'use client';
import { useEffect, useState } from 'react';
import { Mark } from './mark';

interface CopyProps {
  readonly text: string;
  readonly name: string;
  readonly label?: string;
  /** Called when the text was copied. */
  readonly copied?: () => void;
}

/** Copies `text`; says in place for two seconds what came of it. Without `label` a small icon beside an id. */
export function CopyText({ text, name, label, copied }: CopyProps) {
  const [outcome, setOutcome] = useState<'Copied' | 'Not copied: select the text' | null>(null);
  useEffect(() => {
    const timer = outcome ? setTimeout(() => setOutcome(null), 2000) : undefined;
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setOutcome('Copied');
        copied?.();
      },
      () => setOutcome('Not copied: select the text'),
    );
  return (
    <>
      <button
        type="button"
        className={label ? 's-btn' : 's-copy'}
        data-small={label ? true : undefined}
        title={label ? undefined : `Copy ${name}`}
        onClick={copy}
      >
        <Mark name={outcome === 'Copied' ? 'check' : 'copy'} />
        {label ? (outcome ?? label) : <span className="vh">Copy {name}</span>}
      </button>
      <span role="status" className="vh">
        {outcome ? `${name}: ${outcome}` : ''}
      </span>
    </>
  );
}

/** An id in full, with its copy button; a dash where there is none. */
export function CopyId({ id, name }: { id: string | null; name: string }) {
  if (id === null) return <span className="s-faint">none yet</span>;
  return (
    <>
      <code className="s-id">{id}</code>
      <CopyText text={id} name={name} />
    </>
  );
}
