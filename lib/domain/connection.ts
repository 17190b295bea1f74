import type { Admission } from './admission';
import type { Adoption } from './adoption';
import type { PublicCertificate } from './certificate';
import type { WaitReason } from './change';
import type { CloudId } from './clouds';
import type { CredentialRecord } from './credential';
import type { SecretLimit } from './key-life';
import type { Observed } from './observed';
import type { ProblemCode } from './problem';
import type { Proof } from './proof';

/** Life of a connection between a customer and a tenant. */
export const connectionStates = [
  'invited',
  'signed_in',
  'app',
  'principal',
  'consent_wait',
  'checking',
  'minting',
  'sealed',
  'delivering',
  'verifying',
  'connected',
  'held',
  'attention',
  'disconnecting',
  'disconnected',
] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** A person of the tenant, as the verified id token names them; name and account are for display only. */
export interface Person {
  readonly oid: string;
  readonly name: string;
  readonly account: string;
  /** Role template ids from the `wids` claim: a hint, never a gate. */
  readonly roles: readonly string[];
}

/** A permission left out because the tenant does not offer it. */
export interface SetAside {
  readonly api: string;
  readonly type: 'Application' | 'Delegated';
  readonly value: string;
  readonly reason: 'retired' | 'disabled' | 'resource-missing';
}

/** Why the connection stands still until a person acts. */
export interface Problem {
  readonly code: ProblemCode;
  readonly at: Date;
  /** Codes and ids for support: Microsoft's error code, request id, correlation id, step. Never its sentence, never a secret. */
  readonly evidence: Readonly<Record<string, string>>;
  /** Claims that Microsoft demands of the next sign-in (JSON, as `demandedClaims` passed it). Not shown. */
  readonly claims?: string | undefined;
}

/** All facts known about a connection. The state is derived from these by `stateOf`. */
export interface ConnectionRecord {
  readonly id: string;
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly state: ConnectionState;
  readonly epoch: number;
  readonly createdAt: Date;
  /** The admin who signed in last. */
  readonly admin: Person;
  readonly signedInAt: Date;
  /** The last sign-in was made to meet a demand of Microsoft for more proof; null: it was an ordinary one. */
  readonly challengeAnsweredAt: Date | null;
  /** What this organization's service management calls the app, where its policy wants to know. */
  readonly serviceReference: string | null;
  readonly observed: Observed | null;
  /** The admin pressed "Create and continue" under this manifest. */
  readonly acceptedAt: Date | null;
  readonly acceptedBy: Person | null;
  readonly manifestHash: string | null;
  readonly setAside: readonly SetAside[];
  /** APIs which the admin chose to go without (resourceAppId). */
  readonly leftOut: readonly string[];
  /** First-party API principals that we created here (resourceAppId); reads may not show them yet. */
  readonly createdResources: readonly string[];
  /** The app made by hand that the admin chose to repair and use; null: a new one is made. */
  readonly adoption: Adoption | null;
  readonly applicationObjectId: string | null;
  readonly appId: string | null;
  readonly servicePrincipalId: string | null;
  /** Start of the current wait for Microsoft. */
  readonly waitingSince: Date | null;
  readonly waitReason: WaitReason | null;
  /** Nothing is asked of Microsoft before this time. */
  readonly notBefore: Date | null;
  readonly stableAt: Date | null;
  readonly consentRequestedAt: Date | null;
  readonly consentReturnedAt: Date | null;
  readonly consentBy: Person | null;
  readonly grantsCompleteAt: Date | null;
  /** What refusals have taught about the longest life of a client secret here; null: nothing. */
  readonly secretLimit: SecretLimit | null;
  /** The certificate that the admin chose instead of a client secret; null: a client secret. */
  readonly certificate: PublicCertificate | null;
  /** Every attempt, oldest first. */
  readonly credentials: readonly CredentialRecord[];
  readonly proof: Proof | null;
  readonly connectedAt: Date | null;
  readonly problem: Problem | null;
  /** The invitation that led here; null: the tenant came without one. */
  readonly invitation: Admission | null;
}
