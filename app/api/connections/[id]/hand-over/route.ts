import { ConnectionView, HandOverBody } from '@/lib/contract/connection';
import { approvals } from '@/lib/engine/approval-ports';
import { askColleague } from '@/lib/engine/hand-over';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { linkAddress, linkLifeDays, newLinkToken } from '@/lib/web/link-token';
import { adminRoute } from '@/lib/web/route';

/** "Ask a colleague to approve": makes a link unless one is open. The answer to the press that makes it is the one place that shows it. */
export const POST = adminRoute({
  body: HandOverBody,
  answer: ConnectionView,
  handle: async ({ session, body }) => {
    const { token, tokenHash } = newLinkToken();
    const asking = { actor: actorOf(session), tokenHash, lifeDays: linkLifeDays, anew: body.anew === true };
    const { record, made } = await askColleague({ ...ports(), approvals }, session.key, asking);
    const view = await viewOf(session, record);
    return made && view.handOver ? { ...view, handOver: { ...view.handOver, link: linkAddress('approve', token) } } : view;
  },
});
