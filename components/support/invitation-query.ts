import { type InvitationTab, invitationTabs } from '@/lib/contract/staff-invitations';
import { mostRows, pageRows } from './list-query';

/** Where somebody stands in the list of invitations; all of it is in the address. */
export interface InvitationPlace {
  readonly tab: InvitationTab;
  readonly q: string;
  /** Rows that are loaded. */
  readonly rows: number;
  /** The selected invitation. */
  readonly at: string | null;
}

/** Reads the place from the address; what makes no sense there is left out. */
export function invitationPlaceOf(address: URLSearchParams): InvitationPlace {
  const rows = Number.parseInt(address.get('rows') ?? '', 10) || pageRows;
  const at = address.get('at') ?? '';
  return {
    tab: invitationTabs.find((tab) => tab === address.get('tab')) ?? 'all',
    q: address.get('q')?.slice(0, 200) ?? '',
    rows: Math.min(mostRows, Math.max(pageRows, rows)),
    at: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(at) ? at : null,
  };
}

/** The filter as the API takes it. */
export const invitationFilter = ({ tab, q }: Pick<InvitationPlace, 'tab' | 'q'>): string =>
  new URLSearchParams({ ...(tab === 'all' ? {} : { tab }), ...(q === '' ? {} : { q }) }).toString();

/** The address of a place, without what is usual anyway. */
export function invitationAddress(place: InvitationPlace): string {
  const text = new URLSearchParams(invitationFilter(place));
  if (place.rows > pageRows) text.set('rows', String(place.rows));
  if (place.at) text.set('at', place.at);
  return text.size === 0 ? '/support/invitations' : `/support/invitations?${text}`;
}
