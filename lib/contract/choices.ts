import { z } from 'zod';

const iso = z.iso.datetime();

/** Two ways on where a policy stops the key, and what each of them needs. */
export const ChoicesView = z.object({
  /** FortifyData's certificate; null where it is not offered or does not help. */
  certificate: z.object({ thumbprint: z.string(), expiresAt: iso }).nullable(),
  /** A message to whoever manages app policies; null where no exemption helps. */
  exemption: z.object({ subject: z.string(), text: z.string() }).nullable(),
  /** True where a certificate was chosen, and a client secret may be chosen again. */
  secret: z.boolean(),
});
export type ChoicesView = z.infer<typeof ChoicesView>;

/** `POST /api/connections/{id}/certificate`: the certificate as the admin saw it; null: a client secret after all. */
export const CertificateBody = z.strictObject({
  thumbprint: z
    .string()
    .regex(/^[0-9A-F]{64}$/)
    .nullable(),
});
export type CertificateBody = z.infer<typeof CertificateBody>;
