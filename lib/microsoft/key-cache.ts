import type { Cloud } from '../domain/clouds';
import { fetchSigningKeys, type KeySet, type SigningKey } from './keys';
import type { Trace } from './trace';

/** Where a token's key is looked up. */
export interface SigningKeys {
  /** @returns null for a key that Microsoft does not publish */
  find(kid: string): Promise<SigningKey | null>;
}

/** Keys that outlive a request; each look-up names whom to tell of a request of its own. */
export interface KeyCache {
  find(kid: string, trace: Trace): Promise<SigningKey | null>;
}

const lifetimeMs = 24 * 3_600_000;
/** Made-up key ids must not make us ask Microsoft each time. */
const refetchAfterMs = 5 * 60_000;

/**
 * Keeps published keys for 24 hours. An unknown key id asks Microsoft again, once in five minutes at most, because keys are turned
 * without notice. Parallel look-ups share one request.
 * @param fetchKeys reads the published keys; what it throws goes to the caller and nothing is kept
 * @param now milliseconds
 */
export function cachedSigningKeys(fetchKeys: (trace: Trace) => Promise<KeySet>, now: () => number): KeyCache {
  let kept: { keys: KeySet; at: number } | null = null;
  let fetching: Promise<KeySet> | null = null;

  const refresh = async (trace: Trace): Promise<KeySet> => {
    fetching ??= fetchKeys(trace).finally(() => {
      fetching = null;
    });
    const keys = await fetching;
    kept = { keys, at: now() };
    return keys;
  };

  return {
    async find(kid, trace) {
      const age = kept === null ? Number.POSITIVE_INFINITY : now() - kept.at;
      const known = age < lifetimeMs ? kept?.keys.get(kid) : undefined;
      if (known) return known;
      if (age < refetchAfterMs) return null;
      return (await refresh(trace)).get(kid) ?? null;
    },
  };
}

const caches = new Map<string, KeyCache>();

/**
 * The process's signing keys of a cloud.
 * @param trace told when Microsoft has to be asked for this look-up
 */
export function signingKeys(cloud: Cloud, trace: Trace): SigningKeys {
  const cache = caches.get(cloud.authorityUrl) ?? cachedSigningKeys((told) => fetchSigningKeys(cloud, told), Date.now);
  caches.set(cloud.authorityUrl, cache);
  return { find: (kid) => cache.find(kid, trace) };
}
