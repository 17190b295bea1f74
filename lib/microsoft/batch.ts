import { setTimeout as pause } from 'node:timers/promises';
import { type ZodType, z } from 'zod';
import { failed, type Sent } from './ask';
import type { Limits } from './exchange';
import { type GraphReply, graphFailure, requestIdOf } from './graph-failure';
import { graphRequest } from './http';
import type { Caller } from './microsoft';
import { retryAfterSeconds } from './retry-after';

/** Graph takes no more in one batch. */
export const maxBatchItems = 20;

const BatchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});
type BatchItem = z.infer<typeof BatchAnswer>['responses'][number];

export interface BatchRequest {
  readonly purpose: string;
  /** Path and query below `/v1.0` by a name of the caller's. */
  readonly gets: Readonly<Record<string, string>>;
  readonly limits?: Partial<Limits>;
  /** Names of items that are read with `spare`: nothing is waited for on their account. */
  readonly spare?: readonly string[];
}

/** Answers of one batch. Each item has its own status: one may be throttled while the others are not. */
export interface BatchAnswers {
  /** @throws MicrosoftError when this item was refused, throttled or cannot be read */
  get<T>(name: string, schema: ZodType<T>): T;
  /** As `get`; null when Microsoft has no such object (404, 410). */
  find<T>(name: string, schema: ZodType<T>): T | null;
  /** As `get` for what the portal can do without: null when this item was refused, throttled or cannot be read. */
  spare<T>(name: string, schema: ZodType<T>): T | null;
}

/**
 * Up to 20 reads in one HTTP request (`$batch`). Items that Microsoft throttled are asked for once more when the pause it wants is short:
 * each inner request counts for throttling, so a tenant that is just busy would refuse some item of every batch.
 * @throws MicrosoftError for the batch as a whole; RangeError for too many items
 * @see https://learn.microsoft.com/graph/json-batching
 */
export async function graphBatch(caller: Caller, request: BatchRequest): Promise<BatchAnswers> {
  const requests = Object.entries(request.gets).map(([id, url]) => ({ id, method: 'GET', url }));
  if (requests.length > maxBatchItems) throw new RangeError('a batch holds 20 requests at most');
  const { purpose, limits } = request;
  const post = { purpose, method: 'POST', path: '/$batch', body: { requests }, effect: 'read', ...(limits && { limits }) } as const;
  const answer = await graphRequest(caller, post, BatchAnswer);
  const items = new Map(answer.body?.responses.map((item) => [item.id, item]));
  const needed = requests.filter(({ id }) => !request.spare?.includes(id));
  const pauseMs = shortPause(needed.flatMap(({ id }) => items.get(id) ?? []));
  if (pauseMs !== null) {
    await pause(pauseMs);
    const again = needed.filter(({ id }) => items.get(id)?.status === 429);
    const second = await graphRequest(caller, { ...post, body: { requests: again } }, BatchAnswer);
    for (const item of second.body?.responses ?? []) items.set(item.id, item);
  }
  const sentFor = (name: string): Sent => ({ purpose: `${purpose} (${name})`, effect: 'read', clientRequestId: answer.clientRequestId });
  return {
    find: (name, schema) => readItem(sentFor(name), items.get(name), schema),
    get(name, schema) {
      const found = readItem(sentFor(name), items.get(name), schema);
      if (found === null) throw failed(sentFor(name), { kind: 'not-found', status: 404 });
      return found;
    },
    spare(name, schema) {
      const item = items.get(name);
      return item && item.status < 300 ? (schema.safeParse(item.body).data ?? null) : null;
    },
  };
}

/** Longest pause, in milliseconds, that a read waits out by itself; a longer one is the engine's to show. */
const longestPauseMs = 3_000;

/** The pause that Microsoft wants before its throttled items are asked again; null when there are none, or it is too long. */
function shortPause(items: readonly BatchItem[]): number | null {
  const throttled = items.filter((item) => item.status === 429);
  if (throttled.length === 0) return null;
  const wanted = throttled.map((item) => (retryAfterSeconds(new Headers(item.headers).get('retry-after'), new Date()) ?? 1) * 1000);
  const longest = Math.max(...wanted);
  return longest <= longestPauseMs ? longest : null;
}

function readItem<T>(sent: Sent, item: BatchItem | undefined, schema: ZodType<T>): T | null {
  if (!item) throw failed(sent, { kind: 'unreadable', code: 'item-missing' });
  const reply: GraphReply = { status: item.status, headers: new Headers(item.headers), body: item.body };
  const failure = graphFailure(sent, reply);
  if (failure?.facts.kind === 'not-found') return null;
  if (failure) throw failure;
  const parsed = schema.safeParse(item.body);
  if (parsed.success) return parsed.data;
  throw failed(sent, {
    kind: 'unreadable',
    status: item.status,
    code: 'unexpected-shape',
    requestId: requestIdOf(reply.headers),
  });
}
