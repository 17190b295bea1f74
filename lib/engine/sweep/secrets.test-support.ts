import { z } from 'zod';
import type { Entry } from './tenant.test-support';

const Minted = z.object({ secretText: z.string() });
const Token = z.object({ access_token: z.string() });

/** Where a secret may be seen on the wire: in the answer that makes it, and in the requests for tokens. */
const isWire = ({ path }: Entry) => path.endsWith('/addPassword') || path.endsWith('/token');

const read = <T>(schema: z.ZodType<T>, text: string): T[] => {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return []; // an answer that is no JSON, or the half of one, holds no whole secret
  }
};

/** Places that hold a client secret or a token and must not, without saying which. */
export function leaksOf(journal: readonly Entry[], rows: string, said: string): string[] {
  const secrets = journal.flatMap(({ responseBody }) => read(Minted, responseBody).map(({ secretText }) => secretText));
  const tokens = journal.flatMap(({ responseBody }) => read(Token, responseBody).map(({ access_token }) => access_token));
  const others = JSON.stringify(journal.filter((entry) => !isWire(entry)).map(({ path, requestBody }) => [path, requestBody]));
  const places: readonly [string, string][] = [
    ['the database', rows],
    ['output and errors', said],
    ['another request', others],
  ];
  return places.flatMap(([where, text]) =>
    [...secrets, ...tokens].some((marker) => text.includes(marker)) ? [`a secret in ${where}`] : [],
  );
}
