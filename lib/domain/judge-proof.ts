import { problemForEntra } from './error-codes';
import type { ProblemCode } from './problem';
import type { ApiKey, Proof } from './proof';

/** What a proof is worth: the problem it shows with its evidence, or null when every wanted permission is there and its API answered. */
export interface ProofVerdict {
  readonly problem: ProblemCode | null;
  readonly evidence: Readonly<Record<string, string>>;
}

/**
 * Judges a proof against the wanted roles. A missing product license or an empty tenant is no failure: the permission is in the token
 * and the API has said so. An API that said nothing is one: nobody knows whether it works. What a person can mend comes first.
 * @param wanted role values by API; an API with none was left out and is not judged
 */
export function judgeProof(proof: Proof, wanted: Readonly<Record<ApiKey, readonly string[]>>): ProofVerdict {
  const judged = proof.apis.filter((api) => wanted[api.api].length > 0);
  const tokenless = judged.filter((api) => api.tokenRoles === null);
  const poor = judged.filter((api) => api.tokenRoles !== null && wanted[api.api].some((role) => !api.tokenRoles?.includes(role)));
  const refused = judged.filter((api) => api.answer === 'refused');
  const silent = judged.filter((api) => api.answer === 'unavailable');
  const codes = [...tokenless, ...poor, ...refused, ...silent].map((api) => `${api.api}: ${api.code ?? api.answer}`);
  const evidence: Record<string, string> = codes.length > 0 ? { Code: [...new Set(codes)].join(', ') } : {};
  const keyRefused = tokenless.filter((api) => api.answer === 'refused');
  if (keyRefused.length > 0) return { problem: tokenProblem(keyRefused.map((api) => api.code)), evidence };
  const missing = Object.entries(wanted).some(([api, roles]) => roles.length > 0 && !judged.some((item) => item.api === api));
  if (poor.length > 0 || refused.length > 0 || missing) return { problem: 'proof-failed', evidence };
  return { problem: silent.length > 0 ? 'proof-unanswered' : null, evidence };
}

/** What a refused token is about: the first number that names something else than the key, which no new key would mend. */
function tokenProblem(codes: readonly (string | null)[]): ProblemCode {
  const numbers = codes.map((code) => /^AADSTS(\d+)$/.exec(code ?? '')?.[1]).filter((number) => number !== undefined);
  const problems = numbers.map((number) =>
    problemForEntra({ error: 'invalid_client', aadstsNumber: Number(number), subcode: null, step: 'token' }),
  );
  return problems.find((problem) => problem !== 'proof-secret-refused') ?? 'proof-secret-refused';
}
