import type { ProblemCode } from './problem';
import type { ApiKey, Proof } from './proof';

/** What a proof is worth: the problem it shows with its evidence, or null when every wanted permission works. */
export interface ProofVerdict {
  readonly problem: ProblemCode | null;
  readonly evidence: Readonly<Record<string, string>>;
}

/**
 * Judges a proof against the wanted roles. A missing product license or an empty tenant is no failure: the permission is in the token.
 * @param wanted role values by API; an API with none was left out and is not judged
 */
export function judgeProof(proof: Proof, wanted: Readonly<Record<ApiKey, readonly string[]>>): ProofVerdict {
  const judged = proof.apis.filter((api) => wanted[api.api].length > 0);
  const tokenless = judged.filter((api) => api.tokenRoles === null);
  const poor = judged.filter((api) => api.tokenRoles !== null && wanted[api.api].some((role) => !api.tokenRoles?.includes(role)));
  const refused = judged.filter((api) => api.answer === 'refused');
  const codes = [...tokenless, ...poor, ...refused].flatMap((api) =>
    api.code ? [`${api.api}: ${api.code}`] : [`${api.api}: ${api.answer}`],
  );
  const evidence: Record<string, string> = codes.length > 0 ? { Code: [...new Set(codes)].join(', ') } : {};
  if (tokenless.length > 0) return { problem: 'proof-secret-refused', evidence };
  if (poor.length > 0 || refused.length > 0) return { problem: 'proof-failed', evidence };
  const missing = Object.entries(wanted).filter(([api, roles]) => roles.length > 0 && !judged.some((item) => item.api === api));
  return missing.length > 0 ? { problem: 'proof-failed', evidence } : { problem: null, evidence };
}
