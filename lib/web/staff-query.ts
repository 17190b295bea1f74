import { z } from 'zod';
import { PortalError } from '../error';

/**
 * Reads the parameters of a read: each known, each once, each as its schema says.
 * @throws PortalError `bad-request` that names the parameter, where it is one of ours
 */
export function readQuery<T>(params: URLSearchParams, schema: z.ZodType<T>): T {
  const names = [...params.keys()];
  if (new Set(names).size !== names.length) throw new PortalError('bad-request', 'A parameter comes twice.');
  const parsed = schema.safeParse(Object.fromEntries(params));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path[0];
  throw new PortalError('bad-request', typeof name === 'string' ? `The parameter ${name} is not valid.` : 'A parameter is not known here.');
}

/** For reads that take no parameters. */
export const NoQuery = z.strictObject({});

/** Makes a text out of where a page ended; the browser sends it back as it is. */
export const cursorOf = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * Reads a cursor. It holds nothing that a caller could not ask for otherwise, so it is not signed; it is judged like any other input.
 * @throws PortalError `bad-request` for one that we did not make, or that belongs to another order or filter
 */
export function readCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(jsonOf(cursor));
  if (!parsed.success) throw new PortalError('bad-request', 'The cursor is not one of this list.');
  return parsed.data;
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
