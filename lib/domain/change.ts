import type { ProblemCode } from './problem';

/** One step from what is there to what is wanted. Plain data: planned before it is done, journaled before and after. */
export type Change =
  | { readonly kind: 'observe'; readonly by: 'portal' }
  | { readonly kind: 'createResourcePrincipal'; readonly by: 'portal'; readonly resourceAppId: string; readonly api: string }
  | { readonly kind: 'createApplication'; readonly by: 'portal' }
  | { readonly kind: 'adoptApplication'; readonly by: 'portal'; readonly differences: readonly string[] }
  | { readonly kind: 'updateApplication'; readonly by: 'portal'; readonly differences: readonly string[] }
  | { readonly kind: 'createServicePrincipal'; readonly by: 'portal' }
  | { readonly kind: 'awaitStableReads'; readonly by: 'microsoft' }
  | { readonly kind: 'requestConsent'; readonly by: 'admin'; readonly missing: number }
  | { readonly kind: 'checkGrants'; readonly by: 'microsoft' }
  | {
      readonly kind: 'removeCredential';
      readonly by: 'portal';
      readonly attempt: string;
      /** What it is that goes because the admin chose the other kind; absent: a secret that never went live. */
      readonly superseded?: 'secret' | 'certificate';
    }
  | { readonly kind: 'mintCredential'; readonly by: 'portal' }
  | { readonly kind: 'addCertificate'; readonly by: 'portal' }
  | { readonly kind: 'deliverCredential'; readonly by: 'portal'; readonly attempt: string }
  | { readonly kind: 'proveAccess'; readonly by: 'portal'; readonly attempt: string }
  | { readonly kind: 'removeForeignCredential'; readonly by: 'portal'; readonly keyId: string };

export type ChangeKind = Change['kind'];

/** Changes that ask nothing of Microsoft with the admin's token: anybody may go on with them, and no browser is needed. */
export const tokenlessChanges: readonly ChangeKind[] = ['deliverCredential', 'proveAccess'];

/** Why we wait, and how to say it. */
export const waitReasons = [
  'replication',
  'grants',
  'proof',
  'throttled',
  'microsoft-unavailable',
  'delivery',
  'key-lookup',
  'shorter-key',
  'held-up',
] as const;
export type WaitReason = (typeof waitReasons)[number];

/** What became of a change. `Facts` are the columns it teaches us. Unknown is a value: the next observation resolves it. */
export type Outcome<Facts> =
  | { readonly kind: 'done'; readonly facts: Facts }
  | {
      readonly kind: 'wait';
      readonly reason: WaitReason;
      readonly retryAfterSeconds: number;
      readonly detail?: string;
      readonly facts?: Facts;
    }
  | {
      readonly kind: 'refused';
      readonly problem: ProblemCode;
      readonly evidence: Readonly<Record<string, string>>;
      /** Only where the portal goes on trying by itself while the problem is shown. */
      readonly retryAfterSeconds?: number;
      /** What Microsoft demands of the next sign-in, see `Problem`. */
      readonly claims?: string;
      readonly facts?: Facts;
    }
  | {
      readonly kind: 'unknown';
      readonly evidence: Readonly<Record<string, string>>;
      /** Only where Microsoft asked for a pause: nothing is asked of it before. */
      readonly retryAfterSeconds?: number;
      readonly facts?: Facts;
    };
