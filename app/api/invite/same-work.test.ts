import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { newInvitation, refused, setInvitation } from '@/lib/data/invitations.test-data';
import { invitationToShow } from '@/lib/web/invite-link';
import { newLinkToken } from '@/lib/web/link-token';
import { ownPage, post, withPortal } from '@/lib/web/portal.test-data';
import { POST as open } from './open/route';

process.env['TRUSTED_PROXY_HOPS'] = '1';
withPortal();
afterEach(() => vi.restoreAllMocks());

/** One statement as the driver of the database was given it. */
interface Statement {
  readonly text: string;
  readonly values: string;
}

const textOf = (asked: unknown): string =>
  typeof asked === 'string' ? asked : typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : '';
const valuesOf = (asked: unknown, values: unknown): unknown =>
  typeof asked === 'object' && asked !== null && 'values' in asked ? asked.values : values;

/** Every statement that reaches the database meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  await work();
  const statements = spy.mock.calls.map(([asked, values]: readonly unknown[]) => ({
    text: textOf(asked),
    values: JSON.stringify(valuesOf(asked, values) ?? []),
  }));
  spy.mockRestore();
  return statements;
}

const over = {
  used: 'redeemed_at = now(), browser_hash = gen_random_uuid()::text',
  expired: "expires_at = now() - interval '1 second'",
  revoked: "ended_at = now(), ended_how = 'revoked'",
  refused,
  replaced: 'token_hash = gen_random_uuid()::text',
};
type Kind = 'unknown' | 'good' | keyof typeof over;

/** A token of this kind and its hash. */
async function brought(kind: Kind): Promise<{ token: string; tokenHash: string }> {
  const made = newLinkToken();
  if (kind === 'unknown') return made;
  const { id } = await newInvitation({ kind: 'domain', domain: 'pinecrest.example' }, made.tokenHash);
  if (kind !== 'good') await setInvitation(id, over[kind]);
  return made;
}

let addresses = 0;
/** An address that has brought nothing yet, so that the limit of wrong guesses asks the same for each. */
const newAddress = () => `198.51.100.${++addresses}`;

const ways = {
  'the button of the page': async (token: string) => {
    const response = await post(open, { body: JSON.stringify({ token }), headers: { ...ownPage, 'x-forwarded-for': newAddress() } });
    return response.status === 200;
  },
  'the page': async (token: string) => (await invitationToShow(new Headers({ 'x-forwarded-for': newAddress() }), token)) !== null,
};

test.each(Object.entries(ways))('%s does the same work for every token that is not good', async (_, bring) => {
  await bring((await brought('unknown')).token); // the first use of the pool opens a connection
  const work = new Map<Kind, readonly Statement[]>();
  for (const kind of ['unknown', ...Object.keys(over)] as Kind[]) {
    const { token, tokenHash } = await brought(kind);
    const statements = await statementsOf(async () => expect(await bring(token)).toBe(false));
    work.set(kind, statements);
    // what is compared is the hash; the token itself never reaches the database
    expect(statements.filter(({ values }) => values.includes(tokenHash)).length).toBeGreaterThan(0);
    expect(JSON.stringify(statements)).not.toContain(token);
  }
  const texts = (kind: Kind) => work.get(kind)?.map(({ text }) => text);
  expect(texts('unknown')?.filter((text) => /FROM invitations WHERE token_hash = \$\d+ AND/.test(text))).toHaveLength(1);
  for (const kind of Object.keys(over) as Kind[]) expect([kind, texts(kind)]).toEqual([kind, texts('unknown')]);
});

test('the count would show one statement more: a good token is read', async () => {
  const count = async (kind: Kind) => {
    const { token } = await brought(kind);
    return (await statementsOf(() => ways['the page'](token))).length;
  };
  expect(await count('good')).toBeGreaterThan(await count('unknown'));
});
