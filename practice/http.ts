import type { IncomingHttpHeaders } from 'node:http';

/** The four imitated services, and beside them FortifyData's signer and the control API. */
export const services = ['login', 'graph', 'xdr', 'endpoint', 'fortifydata', 'control'] as const;
export type Service = (typeof services)[number];

/** What handlers tell the journal about a request. */
export interface Notes {
  tenantId: string | null;
  actor: string | null;
  /** True when the request changed the directory. */
  write: boolean;
  /** True for pages that a person sees. */
  browser: boolean;
}

/** One request, parsed as far as every service needs it. */
export interface Exchange {
  readonly service: Service;
  readonly method: string;
  readonly host: string;
  /** Path without the service prefix, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Absolute address of this service as the caller reached it, without trailing slash. */
  readonly base: string;
  readonly notes: Notes;
}

/** One answer; `body` is sent as it stands. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** A header as one text, or null. */
export function header(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
}

/** A JSON answer. */
export function jsonAnswer(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) };
}

/** An HTML page; never cached, never framed. */
export function pageAnswer(status: number, html: string, headers: Answer['headers'] = {}): Answer {
  const own = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
  return { status, headers: { ...own, ...headers }, body: html };
}

/** A redirect of the browser (303, so that a posted form becomes a GET). */
export function redirectAnswer(location: string, headers: Answer['headers'] = {}): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store', ...headers }, body: '' };
}

/** The form fields of an urlencoded body. */
export const formOf = (exchange: Exchange): URLSearchParams => new URLSearchParams(exchange.body);

/** One cookie's value, or null. */
export function cookieOf(headers: IncomingHttpHeaders, name: string): string | null {
  for (const part of (header(headers, 'cookie') ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return null;
}
