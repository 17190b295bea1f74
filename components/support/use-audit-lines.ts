'use client';
import { useState } from 'react';
import type { AuditPage } from '@/lib/contract/staff-audit';
import type { MoreLines } from './audit-lines';
import { type AuditRun, withNewest, withOlder } from './audit-runs';
import { notLoadedWords } from './refusal-words';
import { useStaff } from './staff';
import { askPortal } from './staff-request';

/** Lines that are asked for at once, behind those that come with the page. */
const atOnce = '200';

/**
 * Every line that was seen under a filter: the newest page, which is read again and again, and what was asked for behind it.
 * @param newest the page as it was read last
 * @param query the filter; another one is another list
 */
export function useAuditLines(newest: AuditPage, query: string): { runs: readonly AuditRun[]; more: MoreLines } {
  const staff = useStaff();
  const [seen, setSeen] = useState(() => ({ newest, runs: withNewest([], newest) }));
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<MoreLines['failed']>(null);
  if (seen.newest !== newest) setSeen({ newest, runs: withNewest(seen.runs, newest) });
  const load = async (cursor: string) => {
    setBusy(cursor);
    setFailed(null);
    const more = new URLSearchParams(query);
    more.set('cursor', cursor);
    more.set('limit', atOnce);
    const answer = await askPortal<AuditPage>(staff, { path: `/api/support/audit?${more}` });
    if (answer.kind === 'ok') setSeen((now) => ({ ...now, runs: withOlder(now.runs, cursor, answer.body) }));
    else setFailed({ cursor, words: notLoadedWords(answer) });
    setBusy(null);
  };
  return { runs: seen.runs, more: { load, busy, failed } };
}
