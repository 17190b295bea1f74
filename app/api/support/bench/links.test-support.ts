import type { Pool } from 'pg';
import { newLinkToken } from '@/lib/web/link-token';
import { ownPage, post } from '@/lib/web/portal.test-data';
import { POST as open } from '../../invite/open/route';
import type { Call } from './calls.test-support';

/** What is wrong with a token, and how its row comes to be so. */
const wrongs = {
  unknown: null,
  used: 'redeemed_at = now(), browser_hash = gen_random_uuid()::text',
  expired: "expires_at = now() - interval '1 second'",
  revoked: "ended_at = now(), ended_how = 'revoked'",
} as const;

/** Links that are not good, one of each kind: how long each is worked on must not tell them apart. */
export async function linkCalls(owner: Pool): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (const [kind, columns] of Object.entries(wrongs)) {
    const { token, tokenHash } = newLinkToken();
    if (columns !== null) {
      await owner.query(
        `INSERT INTO invitations (id, customer, customer_id, expected_domain, token_hash, created_by, expires_at)
         VALUES (gen_random_uuid(), 'C', 'C-1', 'link.example', $1, '{"oid": "x", "name": "x"}', now() + interval '7 days')`,
        [tokenHash],
      );
      await owner.query(`UPDATE invitations SET ${columns} WHERE token_hash = $1`, [tokenHash]);
    }
    const body = JSON.stringify({ token });
    const run = () => post(open, { body, headers: ownPage });
    calls.push({ name: `wrong link: ${kind}`, run, hasGoal: false, status: 404 });
  }
  return calls;
}
