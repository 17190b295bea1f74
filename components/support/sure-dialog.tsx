'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';

interface SureProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What is done, each with its words; it closes when it was taken. */
  readonly actions: readonly { readonly label: string; readonly danger?: boolean; readonly act: () => Promise<boolean> }[];
  readonly keep: string;
  readonly close: () => void;
  /** Why the last press was not taken. */
  readonly refusal: string | null;
}

/**
 * Asks once more before something is done that cannot be taken back. The text belongs to its name for who hears it; another question in place
 * of the first takes the focus, which was on a button that is no more.
 */
export function SureDialog({ title, children, actions, keep, close, refusal }: SureProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const question = useRef<HTMLHeadingElement>(null);
  const [busy, setBusy] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another question
  useEffect(() => {
    if (dialog.current?.open) question.current?.focus();
    else dialog.current?.showModal();
  }, [title]);
  const press = (act: () => Promise<boolean>) => async () => {
    if (busy) return;
    setBusy(true);
    const taken = await act();
    setBusy(false);
    if (taken) dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="s-dialog" aria-labelledby="sure" aria-describedby="sure-text" onClose={close}>
      <h2 id="sure" ref={question} tabIndex={-1} aria-describedby="sure-text">
        {title}
      </h2>
      <div id="sure-text" className="s-stack gap-2!">
        {children}
      </div>
      {refusal ? (
        <p role="alert" className="s-hint s-tone mt-3" data-tone="bad">
          {refusal}
        </p>
      ) : null}
      <div className="s-row mt-4">
        {actions.map(({ label, danger, act }) => (
          <button
            key={label}
            type="button"
            className="s-btn"
            data-kind={danger ? 'danger' : 'primary'}
            aria-disabled={busy}
            onClick={press(act)}
          >
            {label}
          </button>
        ))}
        <button type="button" className="s-btn" data-kind="quiet" onClick={() => dialog.current?.close()}>
          {keep}
        </button>
      </div>
    </dialog>
  );
}
