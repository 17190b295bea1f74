import { z } from 'zod';
import { StoreError, type StoreErrorKind } from './store';

/** A code or an id, as far as it is one: whatever else stands there is foreign text and goes no further. */
const word = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional()
  .catch(undefined);

const Headers = z.custom<{ get(name: string): unknown }>(
  (value) => typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function',
);

/** What the SDK throws after an exchange with the vault. Its message may quote an answer, and the answer holds the sealed text. */
const RestError = z.object({
  name: z.literal('RestError'),
  code: word,
  statusCode: z.number().optional().catch(undefined),
  details: z
    .object({ error: z.object({ innerError: z.object({ code: word }) }) })
    .optional()
    .catch(undefined),
  response: z.object({ headers: Headers }).optional().catch(undefined),
});

/** Of what is thrown before the vault was asked, only this is a refusal: Entra ID says no, or the vault is not the one configured. */
const refusals: readonly RegExp[] = [
  /^(invalid_client|unauthorized_client|invalid_scope|invalid_resource|invalid_request)\b/,
  /not configured to acquire tokens for tenant/,
  /challenge resource .* does not match the requested domain/,
];

/** A name whose secret was deleted can be set again only after it is recovered or purged, which the portal's role may not do. */
const deleted: readonly string[] = ['ObjectIsDeletedButRecoverable', 'ObjectIsBeingDeleted'];

/**
 * Judges what a put to Key Vault threw (https://learn.microsoft.com/azure/key-vault/general/rest-error-codes).
 * @returns a StoreError whose cause says why in one sentence, without anything that was sent or received
 */
export function vaultFailure(error: unknown): StoreError {
  const answered = RestError.safeParse(error).data;
  if (answered) {
    const { statusCode, code, details, response } = answered;
    const inner = details?.error.innerError.code;
    const requestId = word.parse(response?.headers.get('x-ms-request-id'));
    const words = ['Key Vault:', statusCode ?? 'no answer', code, inner, requestId && `request ${requestId}`];
    return new StoreError(kindOf(statusCode ?? 0, inner), { cause: new Error(words.filter(Boolean).join(' ')) });
  }
  const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
  const kind = refusals.some((pattern) => pattern.test(message)) ? 'refused' : 'unavailable';
  return new StoreError(kind, { cause: new Error(`Key Vault: ${message}`) });
}

/** 409 is two writes to one name at the same time, and 429 is throttling: both pass. */
function kindOf(status: number, inner: string | undefined): StoreErrorKind {
  if (inner !== undefined && deleted.includes(inner)) return 'refused';
  return status < 400 || status >= 500 || [408, 409, 429].includes(status) ? 'unavailable' : 'refused';
}
