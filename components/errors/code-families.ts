import { type ErrorFamily, errorCodes } from '@/lib/domain/error-codes';
import type { CodeFamily } from './code-search';

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

/** Code and title of every known code by family; the whole text stays on the page of the code. For server components. */
export const codeFamilies = (): readonly CodeFamily[] =>
  families.map((key) => ({
    key,
    title: familyNames[key],
    codes: errorCodes.filter((entry) => entry.family === key).map(({ code, title }) => ({ code, title })),
  }));
