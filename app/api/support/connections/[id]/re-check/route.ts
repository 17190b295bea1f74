import { EmptyBody } from '@/lib/contract/connection';
import { CaseAnswer } from '@/lib/contract/staff';
import { ports } from '@/lib/engine/ports';
import { redeliver } from '@/lib/engine/redeliver';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { changeCase, customerOf, engineActor } from '@/lib/web/support/change-case';

/** Delivers a sealed key that waits for the store, and marks the case: the customer's next sign-in reads the tenant anew. */
export const POST = staffWrite({
  action: 'recheck',
  body: EmptyBody,
  answer: CaseAnswer,
  async handle({ id, caller }) {
    const delivery = await redeliver(ports(), await customerOf(id), engineActor(caller));
    return changeCase(id, caller, { kind: 'recheck', delivery });
  },
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
