import { type ZodType, z } from 'zod';
import type { Cloud } from '../domain/clouds';
import { failed } from './ask';
import { isUnder } from './caller';
import { graphGet } from './http';
import type { Caller } from './microsoft';

const maxPages = 10;

/** A page of a list (OData 4.01 JSON format, section 4.6). */
export const listOf = <T>(item: ZodType<T>) => z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });

export interface Page<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string | undefined;
}

/**
 * The items of a first page and of all that follow it, one request a page, 10 pages at most.
 * @throws MicrosoftError; `unreadable` for a link that leads off the cloud's Graph address, and for a list without end
 */
export async function followPages<T>(caller: Caller, purpose: string, { first, item }: { first: Page<T>; item: ZodType<T> }): Promise<T[]> {
  const items = [...first.value];
  let next = first['@odata.nextLink'];
  for (let page = 2; next !== undefined; page += 1) {
    if (page > maxPages) throw unreadable(purpose, 'too-many-pages');
    const answer = await graphGet(caller, { purpose, path: pathOf(caller.cloud, next, purpose) }, listOf(item));
    items.push(...answer.value);
    next = answer['@odata.nextLink'];
  }
  return items;
}

/** Microsoft's links are whole addresses; only those of the cloud's Graph are followed, as a path. */
function pathOf(cloud: Cloud, link: string, purpose: string): string {
  const base = `${cloud.graph.baseUrl}/v1.0`;
  if (!isUnder(cloud, base, link)) throw unreadable(purpose, 'foreign-link');
  return new URL(link).href.slice(new URL(base).href.length);
}

const unreadable = (purpose: string, code: string) =>
  failed({ purpose, effect: 'read', clientRequestId: null }, { kind: 'unreadable', code });
