/** The list that somebody came from, for "back", "previous" and "next" of a case. Memory of this tab alone. */
let last: { readonly address: string; readonly order: readonly string[] } = { address: '/support', order: [] };

export function rememberList(address: string, order: readonly string[]): void {
  last = { address, order };
}

/** Where a case stands in the list it was opened from; nothing when it was opened by its address. */
export function neighborsOf(id: string): { back: string; previous: string | null; next: string | null } {
  const index = last.order.indexOf(id);
  const at = (place: number) => (index < 0 ? null : (last.order[place] ?? null));
  return { back: last.address, previous: at(index - 1), next: at(index + 1) };
}
