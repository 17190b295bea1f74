import { z } from 'zod';
import { tone } from './tone';

const iso = z.iso.datetime();

/** An app made by hand that was taken over, and its old keys that were removed. */
export const AdoptedView = z.object({
  objectId: z.string(),
  removed: z.array(z.object({ keyId: z.string(), form: z.enum(['password', 'certificate']), name: z.string(), removedAt: iso })),
});
export type AdoptedView = z.infer<typeof AdoptedView>;

/** The end: health, key and the receipt's facts. */
export const ResultView = z.object({
  health: z.object({
    tone,
    text: z.string(),
    granted: z.number(),
    wanted: z.number(),
    apisAnswering: z.number(),
    apis: z.number(),
    checkedAt: iso,
    sentence: z.string(),
  }),
  key: z.object({
    kind: z.enum(['secret', 'certificate']),
    keyId: z.string(),
    startsAt: iso,
    expiresAt: iso,
    days: z.number(),
    daysLeft: z.number(),
    /** The day by which it is to be renewed. */
    renewBy: iso,
    /** Why it lives less than usual; null: it does not. */
    limit: z.string().nullable(),
    /** RFC 7638 thumbprint of the key that the secret is sealed to; null for a certificate. */
    sealThumbprint: z.string().nullable(),
    /** SHA-256 of the certificate; null for a secret. */
    thumbprint: z.string().nullable(),
  }),
  /**
   * Who came back from Microsoft's page in this portal's session; which account approved there, Microsoft does not say. null: nobody
   * came back, the grants were found by looking.
   */
  returnedBy: z.object({ name: z.string(), account: z.string() }).nullable(),
  /** Who accepted the plan: with this person's sign-in the app was made. */
  createdBy: z.object({ name: z.string(), account: z.string() }).nullable(),
  /** When every wanted permission was read as granted. */
  grantedAt: iso,
  provedAt: iso,
  clientId: z.string(),
  /** The app was made by hand: which of its old keys were removed, after the new one was proved. null: it was made here. */
  adopted: AdoptedView.nullable(),
  /** The permission list as it was accepted; `version` is null when today's list is another one. */
  manifest: z.object({ version: z.string().nullable(), sha256: z.string() }),
  /** True when the admin came back and nothing was left to do. */
  nothingToChange: z.boolean(),
});
export type ResultView = z.infer<typeof ResultView>;
