import { StoreError } from './store';
export function vaultFailure(error: unknown): StoreError { return new StoreError('unavailable', { cause: error }); }
