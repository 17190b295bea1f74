type Link = Pick<HTMLAnchorElement, 'href' | 'target' | 'download' | 'origin' | 'pathname' | 'search' | 'hash'>;
type Press = Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * Another page of ours that the press of a link leads to in this tab: the pages take the place of each other there, and the browser asks
 * nobody. Null: it stays here, opens beside this one, or is another site, where the browser itself asks.
 */
export function elsewhere(link: Link, press: Press, here: Pick<Location, 'origin' | 'pathname'>): string | null {
  const isBeside = link.target !== '' || press.button !== 0 || press.ctrlKey || press.metaKey || press.shiftKey;
  if (link.href === '' || link.download !== '' || isBeside) return null;
  return link.origin === here.origin && link.pathname !== here.pathname ? `${link.pathname}${link.search}${link.hash}` : null;
}
