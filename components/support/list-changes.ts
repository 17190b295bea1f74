/** Anything that is listed by id. */
export interface Listed {
  readonly id: string;
}

/** A page of a list, as the API answers it. */
export interface Page<Row extends Listed> {
  readonly rows: readonly Row[];
  readonly cursor: string | null;
}

/** The list on the screen: the order somebody is reading in, beside the newest answer. */
export interface ShownList<Row extends Listed> {
  readonly order: readonly string[];
  readonly known: ReadonlyMap<string, Row>;
}

/** The rows in the order of the answer. */
export const shownFrom = <Row extends Listed>({ rows }: Page<Row>): ShownList<Row> => ({
  order: rows.map((row) => row.id),
  known: new Map(rows.map((row) => [row.id, row])),
});

/** A newer answer under the same order: words inside rows change in place, and no row moves, comes or goes. */
export function refreshed<Row extends Listed>(shown: ShownList<Row>, { rows }: Page<Row>): ShownList<Row> {
  const known = new Map(shown.known);
  for (const row of rows) known.set(row.id, row);
  return { ...shown, known };
}

/** The same order with the rows behind it that were asked for now. */
export function grown<Row extends Listed>(shown: ShownList<Row>, list: Page<Row>): ShownList<Row> {
  const { order, known } = refreshed(shown, list);
  const more = list.rows.map(({ id }) => id).filter((id) => !order.includes(id));
  return { order: [...order, ...more], known };
}

export const rowsOf = <Row extends Listed>({ order, known }: ShownList<Row>): readonly Row[] =>
  order.flatMap((id) => {
    const row = known.get(id);
    return row ? [row] : [];
  });

/** How many rows came, went or would stand elsewhere if the list were sorted again. */
export function changesBetween<Row extends Listed>(shown: ShownList<Row>, { rows }: Page<Row>): number {
  const fresh = rows.map(({ id }) => id);
  const came = fresh.filter((id) => !shown.order.includes(id)).length;
  const went = shown.order.filter((id) => !fresh.includes(id)).length;
  const stayed = shown.order.filter((id) => fresh.includes(id));
  const moved = fresh.filter((id) => shown.order.includes(id)).filter((id, index) => id !== stayed[index]).length;
  // each newcomer pushes the last row out of the loaded part: that is one change, not two
  return Math.max(came, went) + moved;
}

/** The list with another page behind it. A row that moved between the two readings stands once, where it was read first. */
export function joined<List extends Page<Listed>>(first: List, next: List): List {
  const known = new Set(first.rows.map(({ id }) => id));
  return { ...next, rows: [...first.rows, ...next.rows.filter(({ id }) => !known.has(id))] };
}
