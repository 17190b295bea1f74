export const launchSeconds: number;

export function launchLink(launch: {
  readonly privateJwk: object & { readonly kty?: string | undefined };
  readonly portalUrl: string;
  readonly customerId: string;
  readonly customer: string;
  readonly expects: string;
  readonly seconds?: number;
  readonly now?: number;
}): Promise<string>;
