import { type CaseListQuery, type CaseTab, caseSorts, caseTabs, Fixer, staffSteps } from '@/lib/contract/staff-list';

/** Where somebody stands in the list. All of it is in the address, so that a link or Back leads to the same place. */
export interface ListPlace {
  readonly filter: Omit<CaseListQuery, 'limit' | 'cursor'>;
  /** Rows that are loaded. */
  readonly rows: number;
  /** The selected case. */
  readonly at: string | null;
}

export const pageRows = 25;
/** As many as one page of the browser carries. */
export const mostRows = 500;

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text);
const isGuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Reads the place from the address; what makes no sense there is left out. */
export function placeOf(address: URLSearchParams): ListPlace {
  const owner = address.get('owner') ?? '';
  const found = {
    tab: oneOf(caseTabs, address.get('tab')),
    q: address.get('q')?.slice(0, 200) || undefined,
    by: oneOf(Fixer.options, address.get('by')),
    step: oneOf(staffSteps, address.get('step')),
    cause: address.get('cause')?.slice(0, 60) || undefined,
    owner: oneOf(['me', 'nobody'] as const, owner) ?? (isGuid(owner) ? owner : undefined),
    due: oneOf(['true'] as const, address.get('due')),
    recheck: oneOf(['true'] as const, address.get('recheck')),
    sort: oneOf(caseSorts, address.get('sort')),
  };
  const filter = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  const rows = Math.min(mostRows, Math.max(pageRows, Number.parseInt(address.get('rows') ?? '', 10) || pageRows));
  const at = address.get('at') ?? '';
  return { filter, rows, at: isGuid(at) ? at : null };
}

/** The address of a place, without what is usual anyway. */
export function addressOf({ filter, rows, at }: ListPlace): string {
  const text = new URLSearchParams({
    ...filter,
    ...(rows > pageRows ? { rows: String(rows) } : {}),
    ...(at ? { at } : {}),
  }).toString();
  return text === '' ? '/support' : `/support?${text}`;
}

/** The filter as the API takes it. */
export const filterText = (filter: ListPlace['filter']): string => new URLSearchParams({ ...filter }).toString();

/** The change that takes every filter away; tab, search and order stay. */
export const noFilters = { by: undefined, step: undefined, cause: undefined, owner: undefined, due: undefined, recheck: undefined };

/** Whether a filter is set besides tab and search. */
export const isFiltered = ({ by, step, cause, owner, due, recheck }: ListPlace['filter']): boolean =>
  [by, step, cause, owner, due, recheck].some((value) => value !== undefined);

/** Whether filters or a search leave something out of a tab. */
export const isNarrowed = (filter: ListPlace['filter']): boolean => filter.q !== undefined || isFiltered(filter);

export const tabWords: Record<CaseTab, string> = {
  'needs-us': 'Needs us',
  'needs-customer': 'Needs customer',
  waiting: 'Waiting for Microsoft',
  drifted: 'Drifted',
  expiring: 'Expiring',
  healthy: 'Healthy',
  ended: 'Ended',
};
