import { z } from 'zod';

const ErrorNode = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  innerError: z.unknown().optional(),
  innererror: z.unknown().optional(),
});
const ErrorBody = z.object({ error: ErrorNode });

/** Graph's error, reduced to what we branch on. */
export interface GraphErrorBody {
  /** The innermost code, or our own name for a refusal that Graph tells apart by its sentence alone. */
  readonly code: string | null;
  /** The innermost code, whatever we call the refusal. */
  readonly graphCode: string | null;
  readonly message: string | null;
}

/**
 * Refusals that share the code `Request_BadRequest` or `Authorization_RequestDenied` with many others. Here alone is Graph's
 * sentence looked at; from here on they have a code.
 */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/ServiceManagementReference/i, 'ServiceManagementReferenceRequired'],
  [/does not reference a valid application object|backing application of the service principal/i, 'NoBackingApplicationObject'],
  [/no password credential found/i, 'PasswordNotFound'],
  [/conflicting object|already in use/i, 'ObjectConflict'],
];

/**
 * The error in a Graph answer. Microsoft asks clients to take the most specific (innermost) code they know.
 * @param body the parsed JSON body, of whatever shape
 * @see https://learn.microsoft.com/graph/errors#error-resource-type
 */
export function graphErrorOf(body: unknown): GraphErrorBody {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return { code: null, graphCode: null, message: null };
  const message = parsed.data.error.message ?? null;
  const named = sentences.find(([sentence]) => message !== null && sentence.test(message));
  const graphCode = innermostCode(parsed.data.error);
  return { code: named?.[1] ?? graphCode, graphCode, message };
}

function innermostCode(node: unknown, depth = 0): string | null {
  const parsed = ErrorNode.safeParse(node);
  if (!parsed.success || depth > 8) return null;
  const { code, innerError, innererror } = parsed.data;
  return innermostCode(innerError ?? innererror, depth + 1) ?? code ?? null;
}
