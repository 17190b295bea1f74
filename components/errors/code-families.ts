import { type ErrorCodeText, type ErrorFamily, errorCodes } from '@/lib/domain/error-codes';
import type { CodeFamily, Meaning } from './code-search';

/** Names of the families, in the order in which a setup can meet them. */
export const familyNames: Record<ErrorFamily, string> = {
  'sign-in': 'Sign-in',
  access: 'Conditions of access',
  consent: 'Approval',
  token: 'Tokens and keys',
  graph: 'Microsoft Graph',
  defender: 'Microsoft Defender',
};

const families: readonly ErrorFamily[] = ['sign-in', 'access', 'consent', 'token', 'graph', 'defender'];

/** Title and codes of every meaning by family; the whole text stays on the page of the code. For server components. */
export const codeFamilies = (): readonly CodeFamily[] =>
  families.map((key) => ({
    key,
    title: familyNames[key],
    meanings: meaningsOf(errorCodes.filter((entry) => entry.family === key)),
  }));

function meaningsOf(entries: readonly ErrorCodeText[]): readonly Meaning[] {
  const titles = [...new Set(entries.map((entry) => entry.title))];
  return titles.map((title) => ({ title, codes: entries.filter((entry) => entry.title === title).map((entry) => entry.code) }));
}
