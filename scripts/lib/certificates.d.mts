/** A certificate by which a program proves who it is, signed by itself, with its private key. */
export function programCertificate(name: string, days?: number): { readonly certificatePem: string; readonly privateKeyPem: string };
