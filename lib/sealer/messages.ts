import type { Cloud } from '../domain/clouds';
import type { ApiKey, Proof } from '../domain/proof';
import type { CallTrace } from '../microsoft/microsoft';
import type { MicrosoftErrorFacts } from '../microsoft/microsoft-error';

/**
 * What crosses between the web process and the sealer, over Node's IPC channel with `serialization: 'advanced'` (dates stay dates).
 * The secret's value is in none of these messages, except sealed: to FortifyData, or to the next sealer.
 */

/** Facts bound into the JWE's protected header; the reader compares them with the row. */
export interface SealBinding {
  readonly connectionId: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly attempt: string;
  readonly purpose: 'microsoft-defender';
}

/** The web process to the sealer, once. */
export interface SealOrder {
  readonly kind: 'order';
  readonly cloud: Cloud;
  readonly delegatedToken: string;
  readonly applicationObjectId: string;
  readonly binding: SealBinding;
  readonly displayName: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  /**
   * From then on nothing is sent, by the clock of this machine, which both processes share. A sealer that was held up must not make a
   * key after another worker has looked for it and found none.
   */
  readonly notAfter: Date;
  readonly sealKey: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
  readonly sealThumbprint: string;
  /** Role values each token is to carry. */
  readonly wantedRoles: Readonly<Record<ApiKey, readonly string[]>>;
}

/** The web process to the sealer that takes over: prove a secret which the one before, out of time, will hand on. */
export interface TakeOverOrder {
  readonly kind: 'take-over';
  readonly cloud: Cloud;
  readonly binding: SealBinding;
  readonly wantedRoles: SealOrder['wantedRoles'];
}

/** Public half of a key pair of the sealer that takes over (JWK, RFC 7517). */
export interface RelayKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

/** The sealer that takes over to the web process: what the secret is to be sealed to. */
export interface ReadyToTakeOver {
  readonly kind: 'ready';
  readonly key: RelayKey;
}

/** The web process to a sealer that is out of time: to which key it hands its secret on. */
export interface HandOn {
  readonly kind: 'hand-on';
  readonly key: RelayKey;
}

/** From that sealer to the web process, and from there to the one that takes over. */
export interface HandedOn {
  readonly kind: 'handed-on';
  /** JWE compact serialization (RFC 7516). */
  readonly jwe: string;
}

/** How the portal proves itself to FortifyData's signer, in a form that crosses to another process. */
export type SignerClient =
  | {
      readonly kind: 'oauth';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string | null;
    }
  | {
      readonly kind: 'certificate';
      readonly certificate: { readonly certificatePem: string; readonly privateKeyPem: string; readonly thumbprintSha256: string };
    };

/** The web process to a sealer that makes no secret: prove the certificate which the application carries now. */
export interface CertificateOrder {
  readonly kind: 'prove-certificate';
  readonly cloud: Cloud;
  readonly tenantId: string;
  readonly appId: string;
  /** SHA-256 of the certificate; the signer's assertion must name it. */
  readonly thumbprint: string;
  readonly wantedRoles: SealOrder['wantedRoles'];
  readonly signer: { readonly url: string; readonly client: SignerClient };
  /** How far the database's clock, which decides about every end, is ahead of this machine's: by it assertions are judged. */
  readonly clockAheadMs: number;
}

/** How long one sealer tries. */
export interface ProofLimits {
  /** For the secret, or the certificate, to be accepted. */
  readonly secretMs: number;
  /** For the roles to be complete, from the first token on. */
  readonly rolesMs: number;
  /** For everything. */
  readonly allMs: number;
}

/** What a sealer begins with. */
export type SealerOrder<Order = SealOrder | CertificateOrder | TakeOverOrder> = Order & { readonly limits: ProofLimits };

/** Why there was no assertion to prove the certificate with. `mismatch`: one for another application, tenant or certificate. */
export const signerFailures = ['unavailable', 'refused', 'mismatch'] as const;
export type SignerFailure = (typeof signerFailures)[number];

/** Code of a `mint-failed` whose order came too late: nothing was sent. */
export const tooLateCode = 'too-late';

/** What `addPassword` came to. */
export type MintReport =
  | {
      readonly kind: 'sealed';
      /** JWE compact serialization (RFC 7516), ECDH-ES+A256KW with A256GCM. */
      readonly jwe: string;
      readonly keyId: string;
      readonly startsAt: Date;
      readonly expiresAt: Date;
      readonly trace: readonly CallTrace[];
    }
  | { readonly kind: 'mint-failed'; readonly error: MicrosoftErrorFacts; readonly trace: readonly CallTrace[] };

export interface ProofProgress {
  readonly kind: 'progress';
  readonly api: ApiKey;
  readonly waitingFor: 'secret' | 'roles' | 'answer' | null;
}

export interface ProofReport {
  readonly kind: 'proof';
  readonly proof: Proof;
  /** The calls of the sealer that reports; those of the ones before it are not kept. */
  readonly trace: readonly CallTrace[];
  /** Present when FortifyData's signer gave nothing to prove with: then the proof is empty. */
  readonly signer?: SignerFailure | undefined;
}

/** So far nothing but time stood in the way; another sealer may go on. */
export interface OutOfTime {
  readonly kind: 'out-of-time';
  readonly proof: Proof;
  readonly trace: readonly CallTrace[];
}

export type SealerMessage = MintReport | ProofProgress | ProofReport | OutOfTime | ReadyToTakeOver | HandedOn;
