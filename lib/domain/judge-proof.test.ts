import { describe, expect, test } from 'vitest';
import { judgeProof } from './judge-proof';
import type { ApiAnswer, ApiKey, ApiProof } from './proof';
import { proof } from './record.test-data';

const wanted: Record<ApiKey, readonly string[]> = { 'threat-protection': [], graph: [], endpoint: [] };
for (const api of proof.apis) wanted[api.api] = api.tokenRoles ?? [];

const changed = (key: ApiKey, change: Partial<ApiProof>) => ({
  ...proof,
  apis: proof.apis.map((api) => (api.api === key ? { ...api, ...change } : api)),
});

describe('a proof', () => {
  test('with every role and three answers shows no problem', () => {
    expect(judgeProof(proof, wanted)).toEqual({ problem: null, evidence: {} });
    expect(Object.values(wanted).map((roles) => roles.length)).toEqual([2, 31, 16]);
  });

  test.each<ApiAnswer>(['no-data', 'no-license'])('with an API that answers %s is no failure: the permission is there', (answer) => {
    expect(judgeProof(changed('endpoint', { answer, status: 403 }), wanted).problem).toBeNull();
  });

  test.each(proof.apis.map((api) => api.api))('is none while %s has not answered, and names it', (key) => {
    expect(judgeProof(changed(key, { answer: 'unavailable', status: 503, code: 'ServiceUnavailable' }), wanted)).toEqual({
      problem: 'proof-unanswered',
      evidence: { Code: `${key}: ServiceUnavailable` },
    });
  });

  test('in which no API answered, with every role in the tokens, is none', () => {
    const apis = proof.apis.map((api) => ({ ...api, answer: 'unavailable' as const, status: 503, code: null }));
    expect(judgeProof({ ...proof, apis }, wanted).problem).toBe('proof-unanswered');
  });

  test('in which the token service did not answer does not say that the key was refused', () => {
    const silent = changed('graph', { tokenRoles: null, answer: 'unavailable', status: null, code: 'ECONNREFUSED' });
    expect(judgeProof(silent, wanted)).toEqual({ problem: 'proof-unanswered', evidence: { Code: 'graph: ECONNREFUSED' } });
  });

  test('with one API that refuses and one that is silent says what can be mended', () => {
    const apis = changed('endpoint', { answer: 'unavailable' }).apis.map((api) =>
      api.api === 'graph' ? { ...api, answer: 'refused' as const } : api,
    );
    expect(judgeProof({ ...proof, apis }, wanted)).toEqual({
      problem: 'proof-failed',
      evidence: { Code: 'graph: refused, endpoint: unavailable' },
    });
  });

  test('of an app that was switched off says so, since no new key helps', () => {
    const apis = proof.apis.map((api) => ({ ...api, tokenRoles: null, answer: 'refused' as const, code: 'AADSTS7000112' }));
    expect(judgeProof({ ...proof, apis }, wanted).problem).toBe('principal-disabled');
  });

  const notTheKey = [
    ['AADSTS7000112', 'principal-disabled'],
    ['AADSTS7000229', 'principal-gone'],
    ['AADSTS700016', 'application-gone'],
    ['AADSTS500011', 'resource-gone'],
    ['AADSTS53003', 'workload-blocked'],
    ['AADSTS530032', 'workload-blocked'],
    ['AADSTS7000215', 'proof-secret-refused'],
    ['AADSTS7000222', 'proof-secret-refused'],
    ['AADSTS99999999', 'proof-secret-refused'],
    ['invalid_client', 'proof-secret-refused'],
  ] as const;
  test.each(notTheKey)('whose token Microsoft refuses with %s says %s', (code, problem) => {
    expect(judgeProof(changed('graph', { tokenRoles: null, answer: 'refused', code }), wanted)).toEqual({
      problem,
      evidence: { Code: `graph: ${code}` },
    });
  });

  test('of an API that was left out may be silent', () => {
    expect(judgeProof(changed('endpoint', { answer: 'unavailable' }), { ...wanted, endpoint: [] }).problem).toBeNull();
  });

  test('with roles beyond the wanted ones is no failure', () => {
    expect(judgeProof(changed('graph', { tokenRoles: [...wanted.graph, 'Other.Read.All'] }), wanted).problem).toBeNull();
  });

  test.each(proof.apis.map((api) => api.api))('without one role of %s fails', (key) => {
    expect(judgeProof(changed(key, { tokenRoles: wanted[key].slice(1) }), wanted).problem).toBe('proof-failed');
  });

  test('with an API that refuses fails and names API and code', () => {
    expect(judgeProof(changed('endpoint', { answer: 'refused', status: 403, code: 'Forbidden' }), wanted)).toEqual({
      problem: 'proof-failed',
      evidence: { Code: 'endpoint: Forbidden' },
    });
  });

  test('without a token says that the key was refused, even when another API refuses too', () => {
    const apis = proof.apis.map((api) =>
      api.api === 'graph'
        ? { ...api, tokenRoles: null, answer: 'refused' as const, code: 'AADSTS7000215' }
        : { ...api, answer: 'refused' as const },
    );
    const { problem, evidence } = judgeProof({ ...proof, apis }, wanted);
    expect(problem).toBe('proof-secret-refused');
    expect(evidence).toEqual({ Code: 'graph: AADSTS7000215, threat-protection: refused, endpoint: refused' });
  });

  test('that says nothing about a wanted API fails', () => {
    expect(judgeProof({ ...proof, apis: proof.apis.slice(1) }, wanted).problem).toBe('proof-failed');
    expect(judgeProof({ ...proof, apis: [] }, wanted).problem).toBe('proof-failed');
  });

  test('does not judge an API that was left out', () => {
    const leftOut = { ...wanted, endpoint: [] };
    expect(judgeProof(changed('endpoint', { tokenRoles: null, answer: 'refused' }), leftOut).problem).toBeNull();
    expect(judgeProof({ ...proof, apis: proof.apis.filter((api) => api.api !== 'endpoint') }, leftOut).problem).toBeNull();
  });
});
