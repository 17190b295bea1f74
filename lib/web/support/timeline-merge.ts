/** An entry of one source, with what a cursor notes of its place there. */
export interface Placed<Place extends object> {
  readonly at: Date;
  readonly place: Partial<Place>;
}

/** The newest of all sources. */
interface Newest<Entry, Place> {
  readonly entries: readonly Entry[];
  /** Where each source goes on; null: nothing is left. */
  readonly next: Place | null;
}

/**
 * Merges sources into one order by time, newest first. Each is in an order of its own, which stays as it is, and begins behind `start`; a
 * page that goes on at `next` neither repeats nor leaves out an entry, whatever has come on top meanwhile.
 * @param sources of entries at the same time the earlier source's comes first; each holds one more than `limit` where there are more
 */
export function newestOf<Place extends object, Entry extends Placed<Place>>(
  sources: readonly (readonly Entry[])[],
  start: Place,
  limit: number,
): Newest<Entry, Place> {
  const rest = sources.map((source) => [...source]);
  const entries: Entry[] = [];
  while (entries.length < limit) {
    const [from] = rest.filter((source) => source.length > 0).sort((one, other) => headAt(other) - headAt(one));
    const entry = from?.shift();
    if (!entry) return { entries, next: null };
    entries.push(entry);
  }
  if (rest.every((source) => source.length === 0)) return { entries, next: null };
  return { entries, next: Object.assign({}, start, ...entries.map(({ place }) => place)) };
}

const headAt = ([head]: readonly Placed<object>[]): number => head?.at.getTime() ?? 0;
