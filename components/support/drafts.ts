/** What is written and not sent yet. `id` is new with every change: the same text is the same note, however often it is sent. */
export interface Draft {
  readonly id: string;
  readonly text: string;
}

/** Whose draft it is, and about what. */
export interface DraftPlace {
  readonly oid: string;
  readonly of: string;
}

const begin = 'support-draft';
const placeOf = ({ oid, of }: DraftPlace): string => `${begin} ${oid} ${of}`;

/** The draft that is kept here; an empty one where there is none. */
export function keptDraft(storage: Storage, place: DraftPlace): Draft {
  try {
    const draft: unknown = JSON.parse(storage.getItem(placeOf(place)) ?? 'null');
    const part = (name: string): unknown => (typeof draft === 'object' && draft !== null ? Reflect.get(draft, name) : null);
    const [id, text] = [part('id'), part('text')];
    if (typeof id === 'string' && typeof text === 'string') return { id, text };
  } catch {
    // somebody else's text in our place is no draft
  }
  return newDraft('');
}

/** A text that was not sent yet. */
export const newDraft = (text: string): Draft => ({ id: crypto.randomUUID(), text });

/** Keeps a draft; an empty one is taken away, and no other one is. */
export function keepDraft(storage: Storage, place: DraftPlace, draft: Draft): void {
  if (draft.text === '') storage.removeItem(placeOf(place));
  else storage.setItem(placeOf(place), JSON.stringify(draft));
}

/** Takes away everything that somebody has not sent yet: for a sign-out. */
export function forgetDrafts(storage: Storage, oid: string): void {
  const own = placeOf({ oid, of: '' });
  for (const key of Object.keys(storage)) if (key.startsWith(own)) storage.removeItem(key);
}
