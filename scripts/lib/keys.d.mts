export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly use: string;
  readonly kid: string;
}

export function sealKeyPair(): { publicJwk: PublicJwk; privateJwk: PublicJwk & { readonly d: string }; thumbprint: string };
export interface LaunchJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
}

export function launchKeyPair(): { publicJwk: LaunchJwk; privateJwk: LaunchJwk & { readonly d: string } };
export function sessionKey(): string;
export function clientSecret(): string;
