import { z } from 'zod';
import type { PostAnswer } from '../https-post';
import { StoreError, type StoreErrorKind, type StoreReceipt } from './store';

const Stored = z.object({ id: z.string().regex(/^[\x21-\x7e]{1,200}$/) });

/** By meaning of RFC 9110 and RFC 6585, and 409 by draft-ietf-httpapi-idempotency-key-header: the same request may do later. */
const passing: readonly number[] = [408, 409, 425, 429];

/**
 * Judges the answer of the ingest API. 201 and 200 with an id are the only proof that the record is kept.
 * @throws StoreError for every other answer; its cause names the status alone
 */
export function receiptOf({ status, text }: PostAnswer): StoreReceipt {
  if (status !== 200 && status !== 201) throw new StoreError(kindOf(status), { cause: new Error(`the ingest answered ${status}`) });
  const id = idOf(text);
  if (id === null) throw new StoreError('unavailable', { cause: new Error(`the ingest answered ${status} without an id`) });
  return { receipt: `https:${id}`, existed: status === 200 };
}

function kindOf(status: number): StoreErrorKind {
  if (status === 422) return 'mismatch';
  return status >= 300 && status < 500 && !passing.includes(status) ? 'refused' : 'unavailable';
}

function idOf(text: string): string | null {
  try {
    return Stored.safeParse(JSON.parse(text)).data?.id ?? null;
  } catch {
    return null; // not JSON
  }
}
