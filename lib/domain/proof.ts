/** Result of trying a new secret: what the three tokens carry and what the three APIs answer. */

export const apiKeys = ['threat-protection', 'graph', 'endpoint'] as const;
export type ApiKey = (typeof apiKeys)[number];

/** `no-data`: access works, nothing to read. `no-license`: the permission is in the token, the product is not active. */
export type ApiAnswer = 'works' | 'no-data' | 'no-license' | 'refused' | 'unavailable';

export interface ApiProof {
  readonly api: ApiKey;
  /** Values of the token's `roles` claim; null: no token could be had. */
  readonly tokenRoles: readonly string[] | null;
  readonly answer: ApiAnswer;
  /** HTTP status of the one read; null when it was not sent. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Error number or code Microsoft gave, for the details; never its sentence. */
  readonly code: string | null;
  /** What was read, e.g. "Secure Score". */
  readonly read: string;
}

export interface Proof {
  readonly at: Date;
  readonly apis: readonly ApiProof[];
}
