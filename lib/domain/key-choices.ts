import { applicationDisplayName } from './desired';
import { fullLifeDays } from './key-life';
import type { ProblemCode } from './problem';

/** A restriction of the tenant's policy that stands in the way, as Microsoft and as people name it. */
interface Restriction {
  readonly type: string;
  readonly means: string;
  /** What is made under the exemption. */
  readonly made: string;
}

const secret = `one client secret, valid for up to ${fullLifeDays} days`;
const certificate = 'FortifyData’s certificate, public part alone';

const restrictions: Readonly<Partial<Record<ProblemCode, Restriction>>> = {
  'secret-policy-banned': { type: 'passwordAddition', means: 'apps may not get client secrets', made: secret },
  'secret-policy-lifetime': { type: 'passwordLifetime', means: 'client secrets may be valid for some days only', made: secret },
  'certificate-policy-lifetime': {
    type: 'asymmetricKeyLifetime',
    means: 'certificates may be valid for a limited time only',
    made: certificate,
  },
  'certificate-policy-authority': {
    type: 'trustedCertificateAuthority',
    means: 'only certificates of named authorities',
    made: certificate,
  },
};

/** Problems at which a certificate may be chosen instead of a client secret. */
export const certificateHelps = (code: ProblemCode): boolean => code === 'secret-policy-banned' || code === 'secret-policy-lifetime';

/** Problems of the certificate way, from which a client secret may be chosen again. */
export const secretMayHelp = (code: ProblemCode): boolean => code.startsWith('certificate-');

export interface ExemptionFacts {
  readonly organization: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
  /** Codes and ids that Microsoft gave with its refusal. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly at: Date;
}

export interface ExemptionRequest {
  readonly subject: string;
  readonly text: string;
}

/**
 * The message to whoever manages app policies: which app, which restriction, why, for how long, and what exactly is asked.
 * @returns null for a problem that no exemption solves
 */
export function exemptionRequest(code: ProblemCode, facts: ExemptionFacts): ExemptionRequest | null {
  const restriction = restrictions[code];
  if (!restriction) return null;
  const answer = ['Code', 'Request ID', 'Correlation ID'].flatMap((label) =>
    facts.evidence[label] ? [`${label} ${facts.evidence[label]}`] : [],
  );
  const lines = [
    `${facts.organization} is connecting Microsoft Defender to FortifyData. An app management policy stops the last step.`,
    '',
    `App: ${applicationDisplayName}`,
    `Client ID: ${facts.clientId}`,
    `Object ID: ${facts.objectId}`,
    `Tenant ID: ${facts.tenantId}`,
    `Restriction: ${restriction.type} (${restriction.means})`,
    `Refused by Microsoft: ${facts.at.toISOString().slice(0, 16).replace('T', ' ')} UTC${answer.length > 0 ? `, ${answer.join(', ')}` : ''}`,
    '',
    `What is asked: exempt this one app from the restriction ${restriction.type}. No other app and no other restriction changes.`,
    `Why: FortifyData reads Defender data with the permissions that an administrator has approved for this app. For that the app needs ${restriction.made}. Nobody in the organization and no browser ever sees a secret of it.`,
    'For how long: until the key is made, some minutes, and again when it is renewed. The restriction looks at new keys only: the exemption may be taken back afterwards.',
    '',
    'How, with Microsoft Graph, as Security Administrator:',
    `1. POST /v1.0/policies/appManagementPolicies with a policy in which ${restriction.type} has the state "disabled"`,
    `2. POST /v1.0/applications/${facts.objectId}/appManagementPolicies/$ref with the address of that policy`,
    'Microsoft needs about a minute before it takes effect.',
  ];
  return { subject: `Policy exemption for one app: ${applicationDisplayName}`, text: lines.join('\n') };
}
