import type { ProblemCode } from '../problem';

/** Who can fix what stops a connection. */
export const fixers = ['fortifydata', 'customer', 'microsoft', 'nobody'] as const;
export type Fixer = (typeof fixers)[number];

/** Where FortifyData itself has to act. */
const ours: readonly ProblemCode[] = [
  'unsupported-cloud',
  'invitation-held',
  'invitation-refused',
  'application-conflict',
  'application-outdated',
  'proof-failed',
  'delivery-delayed',
  'certificate-signer-unavailable',
  'certificate-signer-mismatch',
  'microsoft-unreadable',
  'microsoft-refused',
  'database-unavailable',
  'internal',
];

/** Where time alone helps. */
const microsofts: readonly ProblemCode[] = [
  'application-unseen',
  'consent-cleaning-up',
  'certificate-not-accepted',
  'proof-unanswered',
  'throttled',
  'microsoft-unavailable',
  'busy',
];

/** Where somebody of the customer has to act. */
const customers: readonly ProblemCode[] = [
  'sign-in-cancelled',
  'sign-in-declined',
  'sign-in-failed',
  'sign-in-replayed',
  'sign-in-unverified',
  'session-expired',
  'personal-account',
  'wrong-organization',
  'invitation-needed',
  'guest-account',
  'admin-approval-needed',
  'portal-blocked',
  'conditional-access',
  'claims-challenge',
  'claims-unmet',
  'role-missing-create',
  'resource-missing',
  'resource-gone',
  'application-gone',
  'application-policy',
  'name-held-by-deleted',
  'adoption-gone',
  'adoption-changed',
  'adoption-refused',
  'old-key-stays',
  'principal-gone',
  'principal-disabled',
  'quota-exceeded',
  'service-reference-required',
  'consent-declined',
  'consent-role-missing',
  'consent-unheard',
  'consent-callback-unknown',
  'consent-failed',
  'grants-incomplete',
  'grants-beyond',
  'secret-policy-lifetime',
  'secret-policy-banned',
  'certificate-policy-lifetime',
  'certificate-policy-authority',
  'secret-unknown',
  'workload-blocked',
  'proof-secret-refused',
  'proof-interrupted',
];

const table = new Map<string, Fixer>([
  ...ours.map((code) => [code, 'fortifydata'] as const),
  ...microsofts.map((code) => [code, 'microsoft'] as const),
  ...customers.map((code) => [code, 'customer'] as const),
]);

/** True for a code that somebody has thought about; a test holds this against the closed list. */
export const hasFixer = (code: string): boolean => table.has(code);

/** Who can fix a problem. A code that nobody has classified is ours to read. */
export const fixerOf = (code: string): Fixer => table.get(code) ?? 'fortifydata';
