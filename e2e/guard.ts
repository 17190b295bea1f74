import { type BrowserContext, expect } from '@playwright/test';
import { environment } from './environment';

/** What no page may do in any test. A test that provokes such a line names it. */
export interface Guard {
  /** Lets console lines that fit pass, for example the browser's own line about a refused request. */
  allow(pattern: RegExp): void;
}

const known = [environment.portalUrl, environment.practiceUrl].map((url) => new URL(url).host);

/** Watches a browser from its first request: console errors (the browser's reports about the CSP too), faults of scripts, strange hosts, 5xx. */
export function watch(context: BrowserContext): Guard & { verify(): void } {
  const faults: string[] = [];
  const allowed: RegExp[] = [];
  context.on('console', (message) => {
    const { url } = message.location();
    if (!['error', 'warning'].includes(message.type()) || url.startsWith(environment.practiceUrl)) return;
    faults.push(`console: ${message.text()} (${url})`);
  });
  context.on('weberror', (error) => faults.push(`script: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !known.includes(host)) faults.push(`request to ${host}: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return {
    allow: (pattern) => void allowed.push(pattern),
    verify: () => expect(faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault)))).toEqual([]),
  };
}
