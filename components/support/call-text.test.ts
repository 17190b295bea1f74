import { expect, test } from 'vitest';
import { stages } from '@/lib/domain/stages.test-data';
import { viewOf } from '@/lib/web/view/view.test-data';
import { callText } from './call-text';
import { caseRow } from './case-row.test-data';

const row = caseRow('contoso', { action: { title: 'Have Adele pass the approval on', by: 'customer' } });
const action = {
  ...row.action,
  happened: 'What came to pass.',
  state: 'As before.',
  problemCode: null,
  evidence: [],
  ticket: null,
  recheck: null,
};

test('the text for a customer says what they are to do in the words of their own page, and not what support is told', () => {
  const problem = { code: 'consent-declined', at: new Date(), evidence: {} } as const;
  const view = viewOf({ ...stages.consentWait, state: 'attention', problem });
  const text = callText({ action, view, row });
  expect(text).toContain(`Next: ${view.problem?.next}`);
  expect(text).not.toContain(row.action.title);
});

test('without a problem it says where each step stands', () => {
  const view = viewOf(stages.consentWait);
  const text = callText({ action, view, row });
  const now = view.steps.find(({ state }) => state !== 'done');
  expect(text).toContain(`${now?.title}: ${now?.sentence}`);
  expect(text).not.toContain(row.action.title);
});
