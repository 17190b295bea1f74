import { EmptyBody } from '@/lib/contract/connection';
import { ChainState } from '@/lib/contract/staff-audit';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { verifyChain } from '@/lib/web/support/audit';

/** Checks the next lines of the chain; audited. */
export const POST = staffWrite({
  action: 'audit.verify',
  body: EmptyBody,
  answer: ChainState,
  handle: ({ caller }) => verifyChain(caller),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
