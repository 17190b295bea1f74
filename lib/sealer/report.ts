import { z } from 'zod';
import { apiKeys } from '../domain/proof';
import { type SealerMessage, signerFailures } from './messages';

/** What the web process believes of a sealer's messages: these fields, in these forms, and nothing besides. */

const Call = z.object({
  purpose: z.string().max(200),
  at: z.date(),
  durationMs: z.number(),
  status: z.number().nullable(),
  requestId: z.string().max(200).nullable(),
  clientRequestId: z.string().max(200),
  code: z.string().max(200).nullable(),
});

const MicrosoftFacts = z.object({
  kind: z.enum([
    'unauthenticated',
    'claims-challenge',
    'denied',
    'not-found',
    'conflict',
    'invalid',
    'throttled',
    'unavailable',
    'lost',
    'unreachable',
    'unreadable',
  ]),
  purpose: z.string().max(200),
  status: z.number().nullable(),
  code: z.string().max(200).nullable(),
  graphCode: z.string().max(200).nullish(),
  detail: z.string().max(16_384).nullable(),
  requestId: z.string().max(200).nullable(),
  clientRequestId: z.string().max(200).nullable(),
  retryAfterSeconds: z.number().nullable(),
});

const Api = z.object({
  api: z.enum(apiKeys),
  tokenRoles: z.array(z.string().max(200)).max(400).nullable(),
  answer: z.enum(['works', 'no-data', 'no-license', 'refused', 'unavailable']),
  status: z.number().nullable(),
  durationMs: z.number(),
  code: z.string().max(200).nullable(),
  read: z.string().max(100),
});

const trace = z.array(Call);
const proof = z.object({ at: z.date(), apis: z.array(Api).max(apiKeys.length) });
const jwe = z
  .string()
  .max(8192)
  .regex(/^[\w-]+(\.[\w-]+){4}$/);
const keyPart = z.string().max(100);

const Message: z.ZodType<SealerMessage> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sealed'),
    jwe,
    keyId: z.guid(),
    startsAt: z.date(),
    expiresAt: z.date(),
    trace,
  }),
  z.object({ kind: z.literal('mint-failed'), error: MicrosoftFacts, trace }),
  z.object({ kind: z.literal('progress'), api: z.enum(apiKeys), waitingFor: z.enum(['secret', 'roles', 'answer']).nullable() }),
  z.object({
    kind: z.literal('proof'),
    proof,
    trace,
    signer: z.enum(signerFailures).optional(),
  }),
  z.object({ kind: z.literal('out-of-time'), proof, trace }),
  z.object({ kind: z.literal('ready'), key: z.object({ kty: keyPart, crv: keyPart, x: keyPart, y: keyPart }) }),
  z.object({ kind: z.literal('handed-on'), jwe }),
]);

/**
 * Reads a message of the sealer.
 * @returns null when it is none
 */
export function readSealerMessage(message: unknown): SealerMessage | null {
  const result = Message.safeParse(message);
  return result.success ? result.data : null;
}
