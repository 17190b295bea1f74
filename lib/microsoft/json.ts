/**
 * Parses JSON of an answer. Text that is none becomes undefined, which fits no schema of ours. The parser's own error is dropped on
 * purpose: it quotes its input, and an answer may hold a token or a secret.
 */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
