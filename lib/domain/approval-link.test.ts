import { describe, expect, it } from 'vitest';
import { type ApprovalLink, isOpenLink, linkState } from './approval-link';
import { approverWords, linkOverWords, setbackWords } from './approval-words';
import { at, ids, person } from './record.test-data';

const link: ApprovalLink = {
  id: ids.attempt,
  tenantId: ids.tenant,
  connectionId: ids.connection,
  createdAt: at(0),
  createdBy: person,
  expiresAt: at(600),
  openedAt: null,
  approver: null,
  signedInAt: null,
  setback: null,
  endedAt: null,
  ended: null,
};

describe('where a link stands', () => {
  const opened = { ...link, openedAt: at(10) };
  const cases: readonly [string, ApprovalLink, number, string, boolean][] = [
    ['just made', link, 1, 'made', true],
    ['opened', opened, 20, 'opened', true],
    ['signed in', { ...opened, approver: person }, 20, 'signed-in', true],
    ['over by time, not written down yet', { ...opened, approver: person }, 600, 'expired', false],
    ['revoked', { ...opened, ended: 'revoked', endedAt: at(30) }, 40, 'revoked', false],
    ['approved, long ago', { ...opened, ended: 'approved', endedAt: at(30) }, 9000, 'approved', false],
  ];
  it.each(cases)('%s', (_, facts, second, state, open) => {
    expect([linkState(facts, at(second)), isOpenLink(facts, at(second))]).toEqual([state, open]);
  });
});

describe('the words for a colleague', () => {
  const all = [linkOverWords, ...Object.values(setbackWords), ...Object.values(approverWords)];
  it('have four parts in whole sentences, and none of the words that the house does not use', () => {
    for (const { title, happened, state, who, next } of all) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const part of [happened, state, who, next]) expect(part).toMatch(/^[A-Z].*[.]$/s);
      expect(`${title} ${happened} ${state} ${who} ${next}`).not.toMatch(
        /\b(please|oops|successful(ly)?|simply|sorry|tenants?|AADSTS)\b|!/i,
      );
    }
  });
});
