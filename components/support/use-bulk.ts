'use client';
import { useState } from 'react';
import type { BulkAnswer, SheetLink, SheetReport } from '@/lib/contract/staff-invitation-sheet';
import { fileBase64 } from './file-base64';
import { checkWords, sheetWords } from './refusal-words';
import { useStaff } from './staff';
import { askPortal } from './staff-request';

interface Sheet {
  readonly name: string;
  /** As it is sent. */
  readonly base64: string;
  readonly checkedAt: number;
  readonly report: SheetReport;
}

export interface Bulk {
  readonly sheet: Sheet | null;
  /** Links of the rows that were made: in this page's memory and nowhere else. */
  readonly made: readonly SheetLink[] | null;
  readonly busy: 'checking' | 'creating' | null;
  readonly fault: string | null;
  readonly check: (file: File) => Promise<void>;
  /** @param again makes new links, too, for rows that are invited already and unopened */
  readonly create: (again: boolean) => Promise<void>;
  /** Whether there are links that nobody has downloaded. */
  readonly unsaved: boolean;
  readonly saved: () => void;
}

/** Ten thousand rows on a busy portal. */
const patienceMs = 180_000;
const largest = 3 * 1024 * 1024;

/** A file of customers: checked when it is chosen, made when somebody says so. @param done something was made */
export function useBulk(done: () => void): Bulk {
  const staff = useStaff();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [made, setMade] = useState<Bulk['made']>(null);
  const [busy, setBusy] = useState<Bulk['busy']>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [unsaved, setUnsaved] = useState(false);
  const check = async (file: File) => {
    setSheet(null);
    setMade(null);
    setUnsaved(false);
    if (file.size > largest) return setFault(`${file.name} is larger than 3 MB. Split it.`);
    setBusy('checking');
    const base64 = await fileBase64(file);
    if (base64 === null) {
      setBusy(null);
      return setFault(`${file.name} could not be read. Close it where it is open, or choose it again.`);
    }
    const answer = await askPortal<SheetReport>(staff, { path: '/api/support/invitations/check', body: { file: base64 } });
    setBusy(null);
    setFault(answer.kind === 'ok' ? null : `${file.name}: ${checkWords(answer)}`);
    if (answer.kind === 'ok') setSheet({ name: file.name, base64, checkedAt: Date.now(), report: answer.body });
  };
  const create = async (again: boolean) => {
    if (!sheet || busy) return;
    // a file without a fault goes whole: what came in between stops it
    const mode = sheet.report.faulty.length === (again ? sheet.report.invited : 0) ? 'all-or-nothing' : 'ready-rows';
    setBusy('creating');
    const answer = await askPortal<BulkAnswer>(staff, {
      path: '/api/support/invitations/bulk',
      body: { file: sheet.base64, mode, again },
      patienceMs,
    });
    setBusy(null);
    if (answer.kind !== 'ok') return setFault(sheetWords(answer));
    const { report, made: links } = answer.body;
    setFault(links.length === 0 ? 'Nothing was made: the file was checked again, and see what is wrong now.' : null);
    setSheet({ ...sheet, report });
    setMade(links.length === 0 ? null : links);
    setUnsaved(links.length > 0);
    done();
  };
  return { sheet, made, busy, fault, check, create, unsaved, saved: () => setUnsaved(false) };
}
