import { type NextRequest, NextResponse } from 'next/server';
import { cloudFor } from './lib/domain/clouds';
import { env } from './lib/env';

/**
 * Security headers for every answer, with a new nonce for each page. Nothing is decided here about who may do what: without this file
 * every check of the portal still stands.
 */
export function proxy(request: NextRequest): NextResponse {
  const refused = refusal(request);
  if (refused) return refused;
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy(nonce, request.nextUrl.pathname);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(fixedHeaders)) response.headers.set(name, value);
  return response;
}

/**
 * What no route of ours can answer: Server Functions (there are none), a path that is no text, which the framework would fail on with
 * 500, and writing to a page, which the framework would answer like a read. Routes under /api know their own methods.
 */
function refusal({ method, headers, nextUrl }: NextRequest): NextResponse | null {
  const refuse = (status: number, more = {}) => new NextResponse(null, { status, headers: { ...fixedHeaders, ...more } });
  if (headers.has('next-action')) return refuse(404);
  if (!isText(nextUrl.pathname)) return refuse(400);
  const isPage = !nextUrl.pathname.startsWith('/api/');
  return isPage && method !== 'GET' && method !== 'HEAD' ? refuse(405, { allow: 'GET, HEAD' }) : null;
}

function isText(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

/** Style attributes are allowed: meters are drawn with CSS variables in them. Scripts need the nonce. */
function contentSecurityPolicy(nonce: string, path: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${env().production ? '' : " 'unsafe-eval'"}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${tokenSource(path)}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The staff's pages alone fetch from Microsoft in the browser: their tokens, from the one configured authority. */
function tokenSource(path: string): string {
  const { support, cloudId, practiceCloudUrl } = env();
  if (!support || !/^\/support(\/|$)/.test(path)) return '';
  return ` ${new URL(cloudFor(cloudId, practiceCloudUrl?.origin ?? null).authorityUrl).origin}`;
}

const fixedHeaders: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
};

/** Everything but hashed assets, which are the same for everybody and may be kept. */
export const config = { matcher: '/((?!_next/static/).*)' };
