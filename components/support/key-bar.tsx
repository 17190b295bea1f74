'use client';
import { useEffect, useRef, useState } from 'react';
import { useNow } from '../ui/clock';
import { Mark } from './mark';
import { keysAreOn, switchKeys, useKeys } from './use-keys';

export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Bar below each page: its keys, and whether what is shown is alive. */
export function KeyBar({ help, goodAt }: { help: readonly KeyHelp[]; goodAt: number | null }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useKeys({ '?': open });
  return (
    <footer className="s-bar">
      <div className="s-keys">
        {help.slice(0, 6).map(({ keys, does }) => (
          <span key={does}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}{' '}
            {does}
          </span>
        ))}
        <button type="button" className="cursor-pointer" onClick={open}>
          <kbd>?</kbd> all keys
        </button>
      </div>
      <Alive goodAt={goodAt} />
      <KeyDialog dialog={dialog} help={help} />
    </footer>
  );
}

/** "Live" while the last good answer is less than half a minute old. */
function Alive({ goodAt }: { goodAt: number | null }) {
  const now = useNow(1000);
  if (now === null || goodAt === null) return <span className="s-live" />;
  const clock = new Date(now).toISOString();
  const late = now - goodAt > 30_000;
  return (
    <span className="s-live s-tone" data-tone={late ? 'warn' : undefined}>
      <Mark name={late ? 'offline' : 'pulse'} />
      {late ? 'Reconnecting' : 'Live'} · {weekdays[new Date(now).getUTCDay()]} {clock.slice(0, 10)}, {clock.slice(11, 19)} UTC
    </span>
  );
}

function KeyDialog({ dialog, help }: { dialog: React.RefObject<HTMLDialogElement | null>; help: readonly KeyHelp[] }) {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(keysAreOn()), []);
  const toggle = () => {
    switchKeys(!on);
    setOn(!on);
  };
  return (
    <dialog ref={dialog} className="s-dialog" aria-label="Keys of this page">
      <table className="s-plain">
        <caption className="s-strong">Keys of this page</caption>
        <tbody>
          {[...help, { keys: ['?'], does: 'this list' }].map(({ keys, does }) => (
            <tr key={does}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="s-row mt-3">
        <input type="checkbox" checked={on} onChange={toggle} /> Single keys act
      </label>
      <form method="dialog" className="mt-3">
        <button type="submit" className="s-btn">
          Close
        </button>
      </form>
    </dialog>
  );
}
