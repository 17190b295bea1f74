import type { ApiAnswer } from '../domain/proof';
import type { MicrosoftErrorFacts } from '../microsoft/microsoft-error';

/**
 * Answers of the token endpoint that pass by themselves after a secret or an app is new: wrong secret, expired secret (both were
 * seen for secrets seconds old), app unknown, app without service principal, API unknown (its entry may be as new),
 * certificate not registered on the app.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const passing: ReadonlySet<string> = new Set([
  'AADSTS7000215',
  'AADSTS7000222',
  'AADSTS700016',
  'AADSTS700011',
  'AADSTS7000229',
  'AADSTS500011',
  'AADSTS700027',
]);

/**
 * How to take a refused token. `replication`: wait, Microsoft's copies do not agree yet. `fault`: try some times more.
 * `none`: waiting changes nothing.
 */
export function judgeTokenError(error: MicrosoftErrorFacts): {
  readonly patience: 'replication' | 'fault' | 'none';
  readonly answer: ApiAnswer;
} {
  if (error.code !== null && passing.has(error.code)) return { patience: 'replication', answer: 'refused' };
  switch (error.kind) {
    case 'throttled':
    case 'unavailable':
    case 'lost':
    case 'unreachable':
    case 'unreadable':
      return { patience: 'fault', answer: 'unavailable' };
    default:
      return { patience: 'none', answer: 'refused' };
  }
}
