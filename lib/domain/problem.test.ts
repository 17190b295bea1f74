import { describe, expect, it } from 'vitest';
import { isProblemCode, type OrganizationChange, organizationState, type ProblemFacts, problemCodes, problemText } from './problem';

const changes: readonly OrganizationChange[] = ['nothing', 'app', 'principal', 'granted', 'key', 'certificate'];

const known: ProblemFacts = {
  organization: 'Contoso Ltd',
  domain: 'contoso.example',
  account: 'adele@contoso.example',
  granted: 41,
  wanted: 49,
  detail: ['WindowsDefenderATP'],
  changed: 'nothing',
};
const unknown: ProblemFacts = { organization: null, domain: null, account: null, changed: 'nothing' };

const all = problemCodes.flatMap((code) =>
  changes.flatMap((changed) => [known, unknown].map((facts) => ({ code, changed, text: problemText(code, { ...facts, changed }) }))),
);
const partsOf = ({ title, happened, state, who, next }: ReturnType<typeof problemText>) => [title, happened, state, who, next];
const wordsOf = (text: ReturnType<typeof problemText>) => [...partsOf(text), text.badge.text, ...(text.action ? [text.action.label] : [])];

describe('the text of every problem, whatever was changed and whatever is known', () => {
  it('is there for all codes of the closed list', () => {
    expect(new Set(problemCodes).size).toBe(64);
    expect(all).toHaveLength(64 * 6 * 2);
  });

  it('has a title and four parts in whole sentences', () => {
    for (const { code, text } of all) {
      expect(text.title, code).toMatch(/^[A-Z].*[^.]$/);
      for (const part of partsOf(text).slice(1)) expect(part, code).toMatch(/^[A-Z].*[.]$/s);
    }
  });

  it('is free of words that the house does not use, of exclamation marks and of broken fill-ins', () => {
    const forbidden =
      /\b(please|oops|successful(ly)?|simply|sorry|unfortunately|tenants?|organisations?|licence|e-mails?|undefined|null|NaN)\b|!|\.\.| {2}| [.,:]/i;
    const found = all.flatMap(({ code, text }) =>
      wordsOf(text)
        .filter((words) => forbidden.test(words))
        .map((words) => `${code}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('shows no code of Microsoft outside of the details', () => {
    const found = all.flatMap(({ code, text }) =>
      wordsOf(text)
        .filter((words) => /AADSTS|\b\d{5,}\b|[a-z]_[a-z]|\b[45]\d\d\b/i.test(words))
        .map((words) => `${code}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('names the thing in its title, not the failure of a person', () => {
    const found = all
      .filter(({ text }) => /\b(you|error|failed|failure|invalid|wrong organization)\b/i.test(text.title))
      .map(({ text }) => text.title);
    expect(found).toEqual([]);
  });

  it('says who can act, and begins the next step with what to do', () => {
    const verbs = /^(Sign in|Ask|Try again|Wait|Open|Continue|Read|Look again|Connect|Remove|Delete|Enter) ?\b/;
    expect(all.filter(({ text }) => !verbs.test(text.next)).map(({ code, text }) => `${code}: ${text.next}`)).toEqual([]);
  });

  it('has at most one button, with a label of the product', () => {
    const labels = new Set(all.map(({ text }) => text.action?.label).filter((label) => label !== undefined));
    expect([...labels].toSorted()).toEqual([
      'Ask a colleague to approve',
      'Connect what is there',
      'Connect with 45 permissions',
      'Continue to Microsoft to approve',
      'Look again',
      'Sign in with Microsoft',
      'Try again',
      'Use another account',
      'Use this reference',
    ]);
    expect(problemCodes.filter((code) => problemText(code, known).action === null)).toEqual([
      'invitation-needed',
      'invitation-refused',
      'unsupported-cloud',
    ]);
  });
});

describe('the state of the organization', () => {
  const said = (facts: ProblemFacts) => organizationState(facts);

  it('is told from what was changed, with the numbers that were read', () => {
    expect(changes.map((changed) => said({ ...known, changed }))).toEqual([
      'We have changed nothing in Contoso Ltd. No app and no key were made.',
      'The app is there, without any permission and without a key. It can read nothing.',
      'The app and its service principal are there, with 41 of 49 permissions granted. There is no key, so it can read nothing.',
      'The app and its service principal are there, with 41 of 49 permissions granted. There is no key, so it can read nothing.',
      'The app and its service principal are there, with 41 of 49 permissions granted. One key was made. It is encrypted for FortifyData, and no person has seen it.',
      'The app and its service principal are there, with 41 of 49 permissions granted. It carries FortifyData’s certificate, the public part alone.',
    ]);
  });

  it('claims no number that was not read, and no grant before one is known', () => {
    expect(changes.map((changed) => said({ ...unknown, changed }))).toEqual([
      'We have changed nothing in your organization. No app and no key were made.',
      'The app is there, without any permission and without a key. It can read nothing.',
      'The app and its service principal are there, without any permission and without a key. It can read nothing.',
      'The app and its service principal are there, with the permissions that were approved. There is no key, so it can read nothing.',
      'The app and its service principal are there, with the permissions that were approved. One key was made. It is encrypted for FortifyData, and no person has seen it.',
      'The app and its service principal are there, with the permissions that were approved. It carries FortifyData’s certificate, the public part alone.',
    ]);
    expect(said({ ...known, granted: 0, changed: 'principal' })).toContain('without any permission');
    expect(said({ ...known, granted: 0, changed: 'granted' })).toContain('0 of 49');
  });

  it('speaks of no key, nor of making one, where there is FortifyData’s certificate in its place', () => {
    const codes = [
      'proof-failed',
      'workload-blocked',
      'proof-secret-refused',
      'proof-unanswered',
      'proof-interrupted',
      'delivery-delayed',
    ] as const;
    for (const code of codes) {
      const said = partsOf(problemText(code, { ...known, changed: 'certificate' })).join(' ');
      expect(said, code).not.toMatch(/(the|this|one|new) key\b(?! or)|encrypted|make a new/i);
      expect(said, code).toContain('certificate');
    }
  });

  it('stands in every problem but those that know better', () => {
    const own = problemCodes.filter((code) =>
      changes.some((changed) => problemText(code, { ...known, changed }).state !== said({ ...known, changed })),
    );
    expect(own).toEqual([
      'wrong-organization',
      'application-gone',
      'principal-gone',
      'principal-disabled',
      'application-conflict',
      'name-held-by-deleted',
      'adoption-gone',
      'adoption-changed',
      'adoption-refused',
      'certificate-policy-lifetime',
      'certificate-policy-authority',
      'certificate-signer-unavailable',
      'certificate-signer-mismatch',
      'certificate-not-accepted',
      'secret-unknown',
    ]);
  });

  it('never denies a key that may be there, nor an app that is there', () => {
    expect(problemText('secret-unknown', { ...known, changed: 'granted' }).state).toBe(
      'The app and its service principal are there, with 41 of 49 permissions granted. There may be a key whose value nobody holds.',
    );
    const denied = all.filter(
      ({ changed, code, text }) =>
        changed !== 'nothing' && code !== 'application-gone' && /changed nothing in (Contoso|your)/.test(text.state),
    );
    expect(denied).toEqual([]);
  });
});

describe('single problems', () => {
  it('count the permissions of a missing API and offer the rest on the button', () => {
    const { happened, action } = problemText('resource-missing', { ...known, detail: ['Defender for Endpoint', 'Defender XDR'] });
    expect(happened).toContain('does not offer Defender for Endpoint, Defender XDR in Contoso Ltd');
    expect(happened).toContain('18 of the 61 permissions');
    expect(action).toEqual({ kind: 'leave-out', label: 'Connect with 43 permissions' });
  });

  it('say after a declined approval that nothing was granted only where that is true', () => {
    expect(problemText('consent-declined', { ...unknown, changed: 'principal' }).happened).toContain('nothing was granted');
    expect(problemText('consent-declined', { ...known, changed: 'principal' }).happened).not.toContain('nothing was granted');
    expect(problemText('consent-declined', { ...unknown, changed: 'granted' }).happened).not.toContain('nothing was granted');
  });

  it('name at most five permissions that lack, and how many more there are', () => {
    const detail = ['A.Read', 'B.Read', 'C.Read', 'D.Read', 'E.Read', 'F.Read', 'G.Read'];
    expect(problemText('grants-incomplete', { ...known, detail }).happened).toContain(
      'Not granted: A.Read, B.Read, C.Read, D.Read, E.Read and 2 more.',
    );
  });

  it('list the codes of Microsoft that lead to them, for the details', () => {
    expect(problemText('resource-gone', known).microsoftCodes).toEqual(['AADSTS650052', 'AADSTS650054', 'AADSTS500011']);
    expect(problemText('busy', known).microsoftCodes).toEqual([]);
  });

  it('are known by their code, and nothing else is', () => {
    expect(problemCodes.every(isProblemCode)).toBe(true);
    expect(['', 'Busy', 'toString', '__proto__', 'sign-in'].filter(isProblemCode)).toEqual([]);
  });

  it('tell an admin who is held whose invitation it is and whom it names', () => {
    const invited = { customer: 'Pinecrest Schools', expected: 'pinecrest.example' };
    expect(problemText('invitation-held', { ...known, invited }).happened).toBe(
      'The invitation of Pinecrest Schools is for the organization pinecrest.example. You signed in with adele@contoso.example of Contoso Ltd.',
    );
    expect(problemText('invitation-refused', { ...known, invited })).toMatchObject({
      happened:
        'The invitation of Pinecrest Schools is for the organization pinecrest.example. FortifyData does not connect Contoso Ltd with it.',
      state: 'We have changed nothing in Contoso Ltd. No app and no key were made.',
    });
  });
});
