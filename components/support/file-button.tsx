'use client';
import { useState } from 'react';
import { fetchFile } from './fetch-file';
import { Mark } from './mark';
import { saveFile } from './save-file';
import { useStaff } from './staff';

/** Fetches a file with the person's token, which a plain link could not carry, and hands it to the browser as a download. */
export function FileButton(props: { path: string; name: string; label: string; busy: string; small?: boolean }) {
  const staff = useStaff();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const press = async () => {
    if (isBusy) return;
    setBusy(true);
    setFault(null);
    const answer = await fetchFile(staff, props.path);
    setBusy(false);
    if ('fault' in answer) return setFault(answer.fault);
    saveFile(answer.file, props.name);
  };
  return (
    <>
      <button type="button" className="s-btn" data-small={props.small || undefined} aria-busy={isBusy} onClick={press}>
        <Mark name="down" />
        {isBusy ? props.busy : props.label}
      </button>
      <span role="status" className={fault ? 's-hint' : 'vh'}>
        {fault}
      </span>
    </>
  );
}

/** A list as filtered, as a table for spreadsheets. */
export function CsvButton({ path, name }: { path: string; name: string }) {
  return <FileButton path={path} name={name} label="CSV" busy="Preparing" />;
}
