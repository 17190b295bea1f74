import type { WaitReason } from '../change';
import { isProblemCode, type ProblemCode, problemText } from '../problem';
import { type Fixer, fixerOf } from './fixer';

interface Cause {
  readonly title: string;
  readonly by: Fixer;
}

/** What is waited for, and in whose hands that is. Those that may end as a problem are named like it. */
const waits: Readonly<Record<Exclude<WaitReason, ProblemCode>, Cause>> = {
  replication: { title: 'Microsoft is copying the new app', by: 'microsoft' },
  grants: { title: 'Microsoft is recording the approval', by: 'microsoft' },
  proof: { title: 'The new key is being tried out', by: 'nobody' },
  delivery: { title: 'Our store does not take the sealed key yet', by: 'fortifydata' },
  'key-lookup': { title: 'Looking for a key whose answer was lost', by: 'nobody' },
  'shorter-key': { title: 'Asking for a key with a shorter life', by: 'nobody' },
  'held-up': { title: 'A step of ours begins again', by: 'fortifydata' },
};

/** What is no problem. */
const others: Readonly<Record<string, Cause>> = {
  ...waits,
  held: { title: 'Another organization than the invitation names', by: 'fortifydata' },
  refused: { title: 'Refused: another organization than was invited', by: 'nobody' },
  drift: { title: 'The tenant differs from what was agreed', by: 'customer' },
  'key-expiring': { title: 'The key ends soon', by: 'customer' },
  'key-ended': { title: 'The key has ended', by: 'customer' },
};

const nothingKnown = { organization: null, domain: null, account: null, changed: 'nothing' } as const;

/** A cause as figures name it, and who can fix it. `null` stands for nothing in the way. */
export function causeTitle(cause: string | null): Cause {
  if (cause === null) return { title: 'Nothing in the way', by: 'nobody' };
  const known = others[cause];
  if (known) return known;
  const title = isProblemCode(cause) ? problemText(cause, nothingKnown).title : cause;
  return { title, by: fixerOf(cause) };
}
