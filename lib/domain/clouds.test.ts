import { describe, expect, test } from 'vitest';
import { cloudFor, cloudIds } from './clouds';

const practice = 'http://localhost:4400';
const addresses = (id: (typeof cloudIds)[number]) => {
  const { authority, authorityUrl, issuerBase, graph, endpoint, threatProtection } = cloudFor(id, practice);
  return [authority, authorityUrl, issuerBase, graph.baseUrl, endpoint.baseUrl, threatProtection.baseUrl];
};

describe('the addresses of a cloud', () => {
  const real = cloudIds.filter((id) => id !== 'practice');

  test.each(real)('%s are https origins of Microsoft and nothing else', (id) => {
    for (const address of addresses(id)) {
      const { origin, hostname } = new URL(address);
      expect(address).toBe(origin);
      expect(address).toMatch(/^https:/);
      expect(hostname).toMatch(/\.(microsoft\.com|microsoft\.us|microsoftonline\.com|microsoftonline\.us)$/);
    }
  });

  test.each(real)('%s do not depend on the address of the practice cloud', (id) => {
    expect(cloudFor(id, 'https://evil.example')).toEqual(cloudFor(id, null));
  });

  test('have token scopes of their own APIs', () => {
    for (const id of real) {
      const { graph, endpoint, threatProtection } = cloudFor(id, null);
      for (const api of [graph, endpoint, threatProtection]) expect(api.tokenScope).toBe(`${api.baseUrl}/.default`);
    }
  });

  test('of practice lie under one local origin and keep Microsoft’s scopes', () => {
    const cloud = cloudFor('practice', practice);
    expect([cloud.authorityUrl, cloud.graph.baseUrl, cloud.endpoint.baseUrl, cloud.threatProtection.baseUrl]).toEqual(
      ['login', 'graph', 'endpoint', 'xdr'].map((part) => `${practice}/${part}`),
    );
    expect(cloud.graph.tokenScope).toBe('https://graph.microsoft.com/.default');
    expect(cloud.authority).toMatch(/^https:\/\/[^/]+\.invalid$/);
  });

  test.each([null, ''])('of practice cannot be had without its origin: %j', (origin) => {
    expect(() => cloudFor('practice', origin)).toThrow(RangeError);
  });

  test('are named once: no two clouds have the same id', () => expect(new Set(cloudIds).size).toBe(5));
});
