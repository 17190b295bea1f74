import { randomInt } from 'node:crypto';
import { newId, sha256 } from '../ids';
import type { Application, PasswordCredential } from './model';
import type { Tenant } from './tenant';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const symbols = `${letters}-_.~`;

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** A secret value of Entra's look: 40 characters, the marker `8Q~` after the first three. */
export const newSecretText = (): string => `${pick(letters, 3)}8Q~${pick(symbols, 34)}`;

interface NewSecret {
  readonly secretText: string;
  readonly displayName: string | null;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** Adds a secret to an application; the directory keeps only the hash of its value. */
export function addSecret(tenant: Tenant, application: Application, secret: NewSecret): PasswordCredential {
  const { secretText, displayName, startDateTime, endDateTime } = secret;
  const credential: PasswordCredential = {
    customKeyIdentifier: null,
    displayName,
    endDateTime,
    hint: secretText.slice(0, 3),
    keyId: newId(),
    secretText: null,
    startDateTime,
  };
  tenant.secretHashes.set(credential.keyId, sha256(secretText));
  const passwordCredentials = [...application.passwordCredentials, credential];
  tenant.applications.put(application.id, { ...application, passwordCredentials });
  return credential;
}

/** The credential of an application whose value this is, whether it is valid in time or not; null when none fits. */
export function credentialOf(tenant: Tenant, application: Application, secretText: string): PasswordCredential | null {
  const hash = sha256(secretText);
  return application.passwordCredentials.find(({ keyId }) => tenant.secretHashes.get(keyId) === hash) ?? null;
}
