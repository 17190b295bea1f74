'use client';
import { type ReactNode, useState } from 'react';
import { linksFile, templateFile } from './bulk-files';
import { BulkReport, LeftRows } from './bulk-report';
import { useUnsaved } from './losing';
import { LosingDialog } from './losing-dialog';
import { Mark } from './mark';
import { saveFile } from './save-file';
import { type Bulk, useBulk } from './use-bulk';

/** Many customers from one file: what would become of it row by row, then their links in another file. */
export function BulkCard({ done }: { done: () => void }) {
  const bulk = useBulk(done);
  const { sheet, busy, fault, made } = bulk;
  /** A file that was chosen while there are links which it would throw away. */
  const [other, setOther] = useState<File | null>(null);
  const unsaved = bulk.unsaved && made ? made.length : 0;
  useUnsaved(unsaved);
  return (
    <section className="s-card" aria-labelledby="bulk">
      <header>
        <h2 id="bulk" tabIndex={-1}>
          Many at once
        </h2>
        {sheet ? (
          <p>
            {sheet.name}, {sheet.report.rows.toLocaleString('en-US')} {sheet.report.rows === 1 ? 'row' : 'rows'}, checked{' '}
            {new Date(sheet.checkedAt).toISOString().slice(11, 16)} UTC
          </p>
        ) : null}
        <span className="s-row s-end">
          <FilePick bulk={bulk} pick={(file) => (unsaved > 0 ? setOther(file) : bulk.check(file))}>
            {sheet ? 'Other file' : 'Choose a CSV file'}
          </FilePick>
          <button type="button" className="s-btn" data-small onClick={() => saveFile(templateFile(), 'defender-connect-template.csv')}>
            <Mark name="down" />
            Empty template
          </button>
        </span>
      </header>
      <div className="s-body">
        <p role="status" className={busy ? 's-sub' : 'vh'}>
          {busy === 'checking' ? 'Checking every row' : busy === 'creating' ? 'Creating the invitations' : ''}
        </p>
        {fault ? (
          <p role="alert" className="s-hint s-tone" data-tone="bad">
            <Mark name="stop" />
            {fault}
          </p>
        ) : null}
        {made ? <Made made={made} saved={bulk.saved} /> : null}
        {made && sheet ? <LeftRows faulty={sheet.report.faulty} /> : sheet ? <BulkReport bulk={bulk} report={sheet.report} /> : null}
        {sheet || busy ? null : (
          <p className="s-sub">
            For an MSP with fifty tenants: a CSV file with customer, customer ID, tenant ID or domain, contact and note. Every row is
            checked first, and nothing is created until you say so. 10,000 rows and 3 MB at most.
          </p>
        )}
      </div>
      {other ? <LosingDialog links={unsaved} act={() => bulk.check(other)} close={() => setOther(null)} /> : null}
    </section>
  );
}

function FilePick({ bulk, pick, children }: { bulk: Bulk; pick: (file: File) => void; children: ReactNode }) {
  return (
    <label className="s-btn s-pick" data-small data-busy={bulk.busy !== null || undefined}>
      <Mark name="up" />
      {children}
      <input
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        disabled={bulk.busy !== null}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // the same file, corrected, can be chosen again
          target.value = '';
          if (file) pick(file);
        }}
      />
    </label>
  );
}

function Made({ made, saved }: { made: NonNullable<Bulk['made']>; saved: () => void }) {
  const download = () => {
    saveFile(linksFile(made), 'defender-connect-links.csv');
    saved();
  };
  const count = made.length === 1 ? '1 invitation is' : `${made.length.toLocaleString('en-US')} invitations are`;
  return (
    <>
      <p className="s-say" data-tone="good" role="status">
        <Mark name="good" />
        {count} ready
      </p>
      <div className="s-row">
        <button type="button" className="s-btn" data-kind="primary" onClick={download}>
          <Mark name="down" />
          Download the links
        </button>
        <span className="s-sub">Download them now. After you leave this page they cannot be had again, only replaced.</span>
      </div>
    </>
  );
}
