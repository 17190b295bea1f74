import { expect, test } from 'vitest';
import { forgetDrafts, keepDraft, keptDraft, newDraft } from './drafts';

/** As in a browser: what is kept are its own keys. */
function tabStorage(): Storage {
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem: (key: string, value: string) => void Object.assign(storage, { [key]: value }),
    removeItem: (key: string) => void Reflect.deleteProperty(storage, key),
  };
  const storage: Record<string, string> & Storage = Object.create(methods);
  return storage;
}
const [rhea, manu] = ['rhea', 'manu'];
const text = (storage: Storage, oid: string, of: string) => keptDraft(storage, { oid, of }).text;

test('each person has a draft for each case, and taking one away leaves the others', () => {
  const storage = tabStorage();
  for (const [oid, of] of [
    [rhea, 'a'],
    [rhea, 'b'],
    [manu, 'a'],
  ] as const)
    keepDraft(storage, { oid, of }, newDraft(`${oid} ${of}`));
  keepDraft(storage, { oid: rhea, of: 'a' }, newDraft(''));
  expect([text(storage, rhea, 'a'), text(storage, rhea, 'b'), text(storage, manu, 'a')]).toEqual(['', 'rhea b', 'manu a']);
});

test('a sign-out takes away what that person wrote, and nothing else', () => {
  const storage = tabStorage();
  storage.setItem('other', 'x');
  for (const oid of [rhea, manu]) for (const of of ['a', 'b']) keepDraft(storage, { oid, of }, newDraft('x'));
  forgetDrafts(storage, rhea);
  expect(['a', 'b'].flatMap((of) => [text(storage, rhea, of), text(storage, manu, of)])).toEqual(['', 'x', '', 'x']);
  expect(storage.getItem('other')).toBe('x');
});

test('a text that is sent again after a new sign-in is the same note; a changed one is another', () => {
  const storage = tabStorage();
  const draft = newDraft('Called them.');
  keepDraft(storage, { oid: rhea, of: 'a' }, draft);
  expect(keptDraft(storage, { oid: rhea, of: 'a' })).toEqual(draft);
  expect(newDraft('Called them.').id).not.toBe(draft.id);
});

test.each(['{', '[]', '{"id":1,"text":"x"}', 'null'])('what is no draft is none: %s', (kept) => {
  const storage = tabStorage();
  storage.setItem('support-draft rhea a', kept);
  expect(text(storage, rhea, 'a')).toBe('');
});
