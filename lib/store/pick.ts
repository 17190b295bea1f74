import { databaseStore } from './database';
import { storePool } from './pool';
import type { SecretStore } from './store';

/**
 * The store named by the configuration.
 * @param settings `databaseUrl` is where the `database` store lives
 */
export function pickStore(settings: { readonly databaseUrl: string }): SecretStore {
  return databaseStore(storePool(settings.databaseUrl));
}
