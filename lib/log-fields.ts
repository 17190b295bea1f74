import { PortalError } from './error';

const dropped = new Set(
  [
    'authorization',
    'cookie',
    'setcookie',
    'token',
    'accesstoken',
    'idtoken',
    'refreshtoken',
    'secret',
    'clientsecret',
    'secrettext',
  ].concat([
    'code',
    'state',
    'nonce',
    'codeverifier',
    'assertion',
    'clientassertion',
    'password',
    'sealed',
    'sealedcredential',
    'jwe',
    'privatekey',
  ]),
);

const masks: readonly (readonly [RegExp, string])[] = [
  // JWT, JWS and JWE in compact form: the first part is a JSON object in base64url, so it begins with eyJ
  [/eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/g, '[token]'],
  [/\b(Bearer|Basic)\s+[^\s"',]+/gi, '$1 [masked]'],
  [/\b(code|state|nonce|client_secret|client_assertion|code_verifier|access_token|id_token|refresh_token)=[^&\s"]+/gi, '$1=[masked]'],
  // the form of client secrets that Entra ID makes
  [/[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{20,}/g, '[secret]'],
];

// C0, DEL, C1, line separators and bidirectional marks: whoever reads the line in a terminal must not be steered by it
const control = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const limits = { depth: 6, entries: 60, characters: 2000 };

/**
 * Takes the fields of a log line, gives a copy fit for a log at any depth: keys that name a secret are gone, text that looks
 * like a token or secret is masked, control characters are escaped, size and depth are limited. Never throws.
 */
export function safeFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return safeObject(Object.entries(fields), 0);
}

function safeObject(entries: readonly (readonly [string, unknown])[], depth: number): Record<string, unknown> {
  const kept = entries.filter(([key]) => !dropped.has(key.toLowerCase().replace(/[-_]/g, ''))).slice(0, limits.entries);
  return Object.fromEntries(kept.map(([key, value]) => [safeText(key), safeValue(value, depth + 1)]));
}

function safeValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return safeText(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return value;
  if (typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : `[${typeof value}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
  if (value instanceof URL) return safeText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= limits.depth) return '[deep]';
  if (value instanceof Error) return safeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, limits.entries).map((item) => safeValue(item, depth + 1));
  const entries = value instanceof Map ? [...value].map(([key, item]) => [String(key), item] as const) : Object.entries(value);
  return safeObject(entries, depth);
}

function safeError(error: Error, depth: number): Record<string, unknown> {
  const own = error instanceof PortalError ? { errorCode: error.code, context: error.context } : { stack: error.stack };
  return safeObject(
    Object.entries({ name: error.name, message: error.message, ...own, ...(error.cause ? { cause: error.cause } : {}) }),
    depth,
  );
}

/** Text fit for a log line: masked, cut at 2,000 characters, control characters written as \\uXXXX. */
export function safeText(text: string): string {
  const masked = masks.reduce((line, [pattern, mask]) => line.replace(pattern, mask), text.slice(0, limits.characters * 4));
  const short = masked.length > limits.characters ? `${masked.slice(0, limits.characters)}…` : masked;
  return short.replace(control, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
