'use client';
import { useEffect, useState } from 'react';
import { Icon } from './icon';

/** Copies `text`; the label says for four seconds what came of it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    const timer = outcome ? setTimeout(() => setOutcome(null), 4000) : undefined;
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  const words = { copied: 'Copied', failed: 'Select the text and copy it' };
  return (
    <>
      <button type="button" className="btn btn-quiet btn-s" onClick={copy}>
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} small />
        {outcome ? words[outcome] : label}
      </button>
      <span role="status" className="vh">
        {outcome ? words[outcome] : ''}
      </span>
    </>
  );
}
