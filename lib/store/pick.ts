import type { StoreSettings } from '../env-store';
import { databaseStore } from './database';
import { httpsStore } from './https';
import { keyVaultStore } from './key-vault';
import { storePool } from './pool';
import type { SecretStore } from './store';

/**
 * The store named by the configuration.
 * @param settings `databaseUrl` is where the `database` store lives, which is also the one taken when no other is named
 */
export function pickStore(settings: { readonly databaseUrl: string; readonly store?: StoreSettings }): SecretStore {
  const { databaseUrl, store = { name: 'database' } } = settings;
  switch (store.name) {
    case 'database':
      return databaseStore(storePool(databaseUrl));
    case 'key-vault':
      return keyVaultStore(store);
    case 'https':
      return httpsStore(store);
  }
}
