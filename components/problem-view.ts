import type { ProblemView } from '@/lib/contract/connection';
import { type ProblemCode, type ProblemFacts, problemText } from '@/lib/domain/problem';

const nothingKnown: ProblemFacts = { organization: null, domain: null, account: null, changed: 'nothing' };

/** Outside of a connection we do not know how far an earlier visit came: only this much is sure. */
const state = 'Nothing was changed by this. Steps that were finished before are kept.';

/**
 * A problem that is told outside of a connection (start page, ended session), ready to be drawn. For server components.
 * @param microsoftCode the code that Microsoft gave, spelled as it does; null where there is none
 * @param reference the trace number support can look up; null where there is none
 */
export function problemView(code: ProblemCode, reference: string | null, microsoftCode: string | null = null): ProblemView {
  const { microsoftCodes, ...text } = problemText(code, nothingKnown);
  const details = [
    { label: 'Problem', value: code },
    ...(microsoftCode ? [{ label: 'Code', value: microsoftCode }] : []),
    ...(microsoftCodes.length > 0 ? [{ label: 'Known codes', value: microsoftCodes.join(', ') }] : []),
    ...(reference ? [{ label: 'Reference', value: reference }] : []),
  ];
  return { code, ...text, state, details };
}
