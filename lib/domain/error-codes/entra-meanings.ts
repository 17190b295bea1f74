import type { ProblemCode } from '../problems/problem-code';

/** Sign-in to this portal, approval of the new app, or a token that the new app asks for with its key. */
export type EntraStep = 'sign-in' | 'consent' | 'token';

/** Numbers that mean another problem at this step than their entry in the list of codes says. */
export const numberMeans: Readonly<Record<EntraStep, Readonly<Record<number, ProblemCode>>>> = {
  'sign-in': {
    700016: 'internal',
    700011: 'internal',
    7000215: 'internal',
    7000222: 'internal',
    7000229: 'internal',
    500011: 'internal',
    70002: 'internal',
    65005: 'internal',
    650056: 'internal',
    650057: 'internal',
    90090: 'microsoft-unavailable',
    90006: 'microsoft-unavailable',
    90024: 'microsoft-unavailable',
    90012: 'microsoft-unavailable',
  },
  consent: {
    65001: 'consent-failed',
    65004: 'consent-declined',
    90093: 'consent-role-missing',
    90094: 'consent-role-missing',
    90095: 'consent-role-missing',
    900941: 'consent-role-missing',
    900981: 'consent-role-missing',
    700016: 'application-unseen',
    7000112: 'principal-disabled',
    50011: 'application-outdated',
    500113: 'application-outdated',
    90002: 'wrong-organization',
  },
  token: {
    7000112: 'principal-disabled',
    70001: 'application-gone',
    1000031: 'principal-disabled',
    65001: 'proof-failed',
    // Conditional Access for workload identities: the policy is about the app, and no other device or place helps
    53000: 'workload-blocked',
    53001: 'workload-blocked',
    53002: 'workload-blocked',
    53003: 'workload-blocked',
    53004: 'workload-blocked',
    53010: 'workload-blocked',
    53011: 'workload-blocked',
    530032: 'workload-blocked',
    530035: 'workload-blocked',
  },
};

/** Problems that a number may lead to at a step; any other would tell the person to do something that does not help there. */
export const fits: Readonly<Record<EntraStep, ReadonlySet<ProblemCode>>> = {
  'sign-in': new Set<ProblemCode>([
    'sign-in-declined',
    'sign-in-replayed',
    'session-expired',
    'personal-account',
    'wrong-organization',
    'guest-account',
    'admin-approval-needed',
    'portal-blocked',
    'unsupported-cloud',
    'conditional-access',
    'claims-challenge',
    'microsoft-unavailable',
    'throttled',
    'internal',
  ]),
  consent: new Set<ProblemCode>([
    'consent-declined',
    'consent-role-missing',
    'consent-failed',
    'consent-cleaning-up',
    'personal-account',
    'wrong-organization',
    'guest-account',
    'conditional-access',
    'claims-challenge',
    'application-unseen',
    'application-outdated',
    'resource-gone',
    'principal-disabled',
    'microsoft-unavailable',
    'throttled',
  ]),
  token: new Set<ProblemCode>([
    'application-gone',
    'principal-gone',
    'principal-disabled',
    'resource-gone',
    'proof-failed',
    'proof-secret-refused',
    'workload-blocked',
    'microsoft-unavailable',
    'throttled',
    'internal',
  ]),
};

/** OAuth codes (RFC 6749, OpenID Connect Core) whose meaning no number changes. */
export const alwaysMeans: Readonly<Record<string, ProblemCode>> = {
  temporarily_unavailable: 'microsoft-unavailable',
  server_error: 'microsoft-unavailable',
};

/** What an OAuth code means when no number says more. */
export const oauthMeans: Readonly<Record<EntraStep, Readonly<Record<string, ProblemCode>>>> = {
  'sign-in': {
    access_denied: 'sign-in-cancelled',
    consent_required: 'admin-approval-needed',
    interaction_required: 'claims-challenge',
    login_required: 'session-expired',
    invalid_grant: 'session-expired',
    invalid_client: 'internal',
    unauthorized_client: 'internal',
    invalid_request: 'internal',
    invalid_scope: 'internal',
  },
  consent: { access_denied: 'consent-declined', permission_denied: 'consent-declined', consent_required: 'consent-declined' },
  token: {
    invalid_client: 'proof-secret-refused',
    unauthorized_client: 'application-gone',
    invalid_resource: 'resource-gone',
    invalid_request: 'internal',
    invalid_scope: 'internal',
    interaction_required: 'workload-blocked',
  },
};

/** What is said when neither the OAuth code nor the number explains anything. */
export const unexplained: Readonly<Record<EntraStep, ProblemCode>> = {
  'sign-in': 'sign-in-failed',
  consent: 'consent-failed',
  token: 'proof-failed',
};
