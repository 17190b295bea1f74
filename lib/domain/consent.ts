import { type PageCode, pageCode } from './page-code';

/**
 * What the parameters of a consent callback say. They prove nothing: anybody can craft the address. `returned` means that somebody
 * came back, `declined` and `failed` choose the words; what was granted is read from Graph in every case.
 */
export type ConsentOutcome =
  | { readonly kind: 'returned' }
  | { readonly kind: 'declined' }
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly number: number | null;
      /** Ids of the failure by label, for support. */
      readonly ids?: PageCode['ids'];
    };

/** The three documented and observed forms of a declined consent. */
const declined = new Set(['access_denied', 'permission_denied', 'consent_required']);

/**
 * Judges a callback of the admin consent endpoint. `admin_consent=True` beside an `error` is a refusal: the v2 endpoint sends both.
 * @param params query parameters; `tenant` and `admin_consent` are not looked at
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function consentOutcome(params: { error: string | null; description: string | null; subcode: string | null }): ConsentOutcome {
  if (params.error === null) return { kind: 'returned' };
  const number = entraNumber(params.description);
  const cancelled = params.subcode === 'cancel' || number === 65004 || number === null;
  if (declined.has(params.error) && cancelled) return { kind: 'declined' };
  const { ids } = pageCode(params.description ?? '');
  const error = params.error.replace(/[^a-z_]/g, '').slice(0, 40);
  return { kind: 'failed', error, number, ...(Object.keys(ids).length > 0 && { ids }) };
}

/** The AADSTS number in front of a description: the one part of Microsoft's sentence that is looked at. */
export function entraNumber(description: string | null): number | null {
  const match = /\bAADSTS(\d{4,7})\b/.exec(description?.slice(0, 400) ?? '');
  return match?.[1] ? Number(match[1]) : null;
}
