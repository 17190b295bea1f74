import type { ProblemView } from '@/lib/contract/connection';
import type { Setback } from '@/lib/domain/approval-link';
import { type ApprovalWords, approverWords, linkOverWords, setbackWords } from '@/lib/domain/approval-words';
import type { ProblemCode } from '@/lib/domain/problem';
import { problemView } from '../problem-view';

/** Every link that is not good. No detail: there is none to tell. */
export const linkOver = (): ProblemView => viewOf('link-over', linkOverWords, []);

/** A colleague's return without an approval. */
export function setbackProblem({ kind, at, code }: Setback): ProblemView {
  const time = { label: 'Time', value: `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC` };
  return viewOf(kind, setbackWords[kind], [...(code ? [{ label: 'Code', value: code }] : []), time]);
}

/** A problem of a colleague's sign-in, in words for a colleague where the usual ones speak of a setup. */
export function approverProblem(code: ProblemCode, reference: string | null): ProblemView {
  const usual = problemView(code, reference);
  const words = approverWords[code];
  return words ? viewOf(code, words, usual.details) : usual;
}

function viewOf(code: string, { tone, badge, ...parts }: ApprovalWords, details: ProblemView['details']): ProblemView {
  return { code, badge: { tone, text: badge }, ...parts, action: null, details };
}
