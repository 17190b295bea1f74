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

/** Asks once more before something is done that cannot be taken back. */
export function SureDialog({ title, children, actions, keep, close, refusal }: SureProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const press = (act: () => Promise<boolean>) => async () => {
    setBusy(true);
    const taken = await act();
    setBusy(false);
    if (taken) dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="s-dialog" aria-labelledby="sure" onClose={close}>
      <h2 id="sure">{title}</h2>
      <div className="s-stack gap-2!">{children}</div>
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
            disabled={busy}
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
