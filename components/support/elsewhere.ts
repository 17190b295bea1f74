type Link = Pick<HTMLAnchorElement, 'href' | 'target' | 'download' | 'pathname' | 'search' | 'hash'>;
type Press = Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * Another page of ours that the press of a link leads to in this tab: the pages take the place of each other there, and the browser asks
 * nobody. Null: it stays here, opens beside this one, or is another site, where the browser itself asks.
 */
export function elsewhere(link: Link, press: Press, here: Pick<Location, 'origin' | 'pathname'>): string | null {
  const isBeside = link.target !== '' || press.button !== 0 || press.ctrlKey || press.metaKey || press.shiftKey;
  if (link.href === '' || link.download !== '' || isBeside) return null;
  return isElsewhere(link.href, here) ? `${link.pathname}${link.search}${link.hash}` : null;
}

/** Whether an address is another page of ours; the same page with another filter, tab or place is not. */
export function isElsewhere(address: string, here: Pick<Location, 'origin' | 'pathname'>): boolean {
  const { origin, pathname } = new URL(address);
  return origin === here.origin && pathname !== here.pathname;
}
