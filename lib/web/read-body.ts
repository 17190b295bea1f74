import type { z } from 'zod';
import { PortalError } from '../error';

/** Largest body of a route that takes no file. The framework has no limit in route handlers. */
export const bodyLimitBytes = 16_384;

/**
 * Reads a JSON body: at most 16 kB unless said otherwise, valid UTF-8, exactly the shape of the schema, unknown keys refused.
 * @throws PortalError `unsupported-media-type`, `too-large` or `bad-request`
 */
export async function readBody<T>(request: Request, schema: z.ZodType<T>, limitBytes: number = bodyLimitBytes): Promise<T> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new PortalError('unsupported-media-type', 'the body must be JSON');
  const parsed = schema.safeParse(parseJson(await readText(request, limitBytes)));
  if (!parsed.success)
    throw new PortalError('bad-request', `the body does not fit: ${parsed.error.issues.map((issue) => issue.code).join(', ')}`);
  return parsed.data;
}

async function readText(request: Request, limitBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw new PortalError('too-large', 'the body is too large');
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); reader && part && !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > limitBytes) {
      await reader.cancel();
      throw new PortalError('too-large', 'the body is too large');
    }
    chunks.push(part.value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new PortalError('bad-request', 'the body is not UTF-8', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PortalError('bad-request', 'the body is not JSON', { cause });
  }
}
