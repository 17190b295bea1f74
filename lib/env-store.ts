import { z } from 'zod';
import { type IngestSettings, ingestNames, readIngest } from './env-ingest';
import type { EnvReader } from './env-reader';
import { type KeyVaultSettings, readVault, vaultNames } from './env-vault';

/** Where sealed credentials are delivered to, as the configuration says. */
export type StoreSettings = { readonly name: 'database' } | KeyVaultSettings | IngestSettings;

const storeNames = ['database', 'key-vault', 'https'] as const;

/**
 * Reads `SECRET_STORE` and the variables of the store it names. A variable of another store is a fault, since somebody who set it
 * believes that the keys go there.
 */
export function readStore(
  reader: EnvReader,
  place: { readonly production: boolean; readonly practice: boolean; readonly now: Date },
): StoreSettings | undefined {
  const name = reader.read('SECRET_STORE', z.enum(storeNames, `must be ${storeNames.join(', ')}`), 'database');
  if (name === undefined) return undefined;
  if (name !== 'key-vault') refuseLeftOvers(reader, vaultNames, 'key-vault');
  if (name !== 'https') refuseLeftOvers(reader, ingestNames, 'https');
  switch (name) {
    case 'database':
      return { name };
    case 'key-vault':
      return readVault(reader, place);
    case 'https':
      return readIngest(reader, place);
  }
}

function refuseLeftOvers(reader: EnvReader, names: readonly string[], store: string): void {
  for (const name of names) if (reader.text(name) !== undefined) reader.fault(name, `is set, but SECRET_STORE is not ${store}`);
}
