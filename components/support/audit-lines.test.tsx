import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { AuditLineView } from '@/lib/contract/staff-audit';
import { AuditLines, type MoreLines } from './audit-lines';
import type { AuditRun } from './audit-runs';

const line = (seq: number): AuditLineView => ({
  ...{ seq: String(seq), at: '2026-11-20T10:00:00.000Z', actor: 'visitor', actorName: 'Visitor' },
  ...{ action: 'invitation.opened', tenantId: null, connectionId: null, details: '{}' },
});
const run = (cursor: string | null, ...numbers: number[]): AuditRun => ({ lines: numbers.map(line), cursor });
const rest: MoreLines = { load: () => {}, busy: null, failed: null };
const page = (runs: readonly AuditRun[], more = rest) => renderToStaticMarkup(<AuditLines runs={runs} more={more} />);
const places = (html: string, texts: readonly string[]) => texts.map((text) => html.indexOf(text));

test('lines that were not loaded are said to be missing where they are missing, and can be had', () => {
  const html = page([run('behind 20', 21, 20), run('behind 9', 10, 9)]);
  const at = places(html, ['>20<', 'More lines came than one page holds.', 'Load the lines between', '>10<', 'Load older lines']);
  expect(at).toEqual([...at].sort((left, right) => left - right));
  expect(Math.min(...at)).toBeGreaterThan(0);
});

test('a list without a gap and with its first line asks for nothing', () => {
  const html = page([run(null, 3, 2, 1)]);
  for (const text of ['More lines came', 'Load']) expect(html).not.toContain(text);
});

test('lines that could not be loaded are said not to be, beside what was pressed', () => {
  const failed = { cursor: 'behind 9', words: 'Not loaded: the portal did not answer. Try again.' };
  const html = page([run('behind 20', 21, 20), run('behind 9', 10, 9)], { ...rest, failed });
  expect(html.match(/role="alert"/g)).toHaveLength(1);
  const [button, words] = places(html, ['Load older lines', failed.words]);
  expect(words).toBeGreaterThan(button ?? Number.POSITIVE_INFINITY);
});
