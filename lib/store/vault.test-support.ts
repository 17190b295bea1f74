import { randomUUID } from 'node:crypto';
import type { Asked, Reply } from './loopback.test-support';

export interface VaultVersion {
  readonly version: string;
  readonly value: string;
  readonly contentType: string;
  readonly attributes: { readonly nbf: number; readonly exp: number };
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A Key Vault as its REST pages describe it (https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups): a challenge
 * for whoever brings no token, the data actions of the caller's role, new versions under an old name, limits of names and tags.
 */
export class LoopbackVault {
  readonly secrets = new Map<string, VaultVersion[]>();
  /** Data actions of the role which each token carries. */
  readonly roles = new Map<string, readonly string[]>();
  /** What the challenge says; a test may let it lie. */
  challenge: { tenantId: string; resource: string };
  readonly #host: string;

  constructor(host: string, tenantId: string) {
    this.#host = host;
    this.challenge = { tenantId, resource: 'https://vault.azure.net' };
  }

  answer({ method, path, headers, body }: Asked): Reply {
    const role = this.roles.get(headers.authorization?.replace('Bearer ', '') ?? '');
    if (role === undefined) return this.#challenged();
    const [, collection, name = '', version] = path.split('/');
    const action =
      method === 'PUT' ? 'setSecret' : method === 'GET' && name !== '' && version !== 'versions' ? 'getSecret' : 'readMetadata';
    if (collection !== 'secrets') return failure(404, 'NotFound');
    if (!role.includes(action)) return failure(403, 'Forbidden', 'ForbiddenByRbac');
    if (method === 'PUT') return this.#set(name, JSON.parse(body));
    const newest = this.secrets.get(name)?.at(-1);
    return newest === undefined ? failure(404, 'SecretNotFound') : { status: 200, body: this.#bundle(name, newest) };
  }

  #set(name: string, body: Omit<VaultVersion, 'version'> & { value?: string }): Reply {
    const tags = Object.entries(body.tags ?? {});
    const tooLong = tags.length > 15 || tags.flat().some((text) => text.length > 256) || Buffer.byteLength(body.value ?? '') > 25_000;
    if (!/^[0-9a-zA-Z-]{1,127}$/.test(name) || !body.value || tooLong) return failure(400, 'BadParameter');
    const added = { ...body, version: randomUUID().replaceAll('-', '') };
    this.secrets.set(name, [...(this.secrets.get(name) ?? []), added]);
    return { status: 200, body: this.#bundle(name, added) };
  }

  #bundle(name: string, { version, attributes, ...rest }: VaultVersion) {
    const now = Math.floor(Date.now() / 1000);
    const id = `https://${this.#host}/secrets/${name}/${version}`;
    return {
      ...rest,
      id,
      attributes: { ...attributes, enabled: true, created: now, updated: now, recoveryLevel: 'Recoverable+Purgeable' },
    };
  }

  #challenged(): Reply {
    const { tenantId, resource } = this.challenge;
    const header = `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="${resource}"`;
    return { ...failure(401, 'Unauthorized'), headers: { 'WWW-Authenticate': header } };
  }
}

const failure = (status: number, code: string, inner?: string): Reply => ({
  status,
  body: { error: { code, message: `loopback: ${code}`, ...(inner && { innererror: { code: inner } }) } },
});
