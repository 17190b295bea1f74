'use client';
import { useState } from 'react';
import { Mark } from './mark';
import { saveFile } from './save-file';
import { useStaff } from './staff';
import { askPortal } from './staff-request';

/** Fetches a file with the person's token, which a plain link could not carry, and hands it to the browser as a download. */
export function FileButton(props: { path: string; name: string; label: string; busy: string; small?: boolean }) {
  const staff = useStaff();
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');
  const fetchFile = async () => {
    setState('busy');
    const answer = await askPortal<null>(staff, { path: props.path, file: true });
    if (answer.kind !== 'ok') return setState('failed');
    saveFile(await answer.response.blob(), props.name);
    setState('rest');
  };
  return (
    <>
      <button type="button" className="s-btn" data-small={props.small || undefined} aria-busy={state === 'busy'} onClick={fetchFile}>
        <Mark name="down" />
        {state === 'busy' ? props.busy : props.label}
      </button>
      <span role="status" className={state === 'failed' ? 's-hint' : 'vh'}>
        {state === 'failed' ? 'The file could not be had. Try again.' : ''}
      </span>
    </>
  );
}

/** A list as filtered, as a table for spreadsheets. */
export function CsvButton({ path, name }: { path: string; name: string }) {
  return <FileButton path={path} name={name} label="CSV" busy="Preparing" />;
}
