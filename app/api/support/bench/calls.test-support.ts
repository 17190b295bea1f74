import type { Pool } from 'pg';
import { ask, rhea, staffToken } from '@/lib/web/staff.test-data';
import { cursorOf } from '@/lib/web/staff-query';
import { GET as audit } from '../audit/route';
import { GET as operations } from '../connections/[id]/operations/route';
import { GET as theCase } from '../connections/[id]/route';
import { GET as csv } from '../connections/export.csv/route';
import { GET as list } from '../connections/route';
import { GET as invitations } from '../invitations/route';
import { GET as numbers } from '../numbers/route';
import { linkCalls } from './links.test-support';
import { type Customer, seededCustomers } from './seed.test-support';

/** Something that staff ask for; `run` counts from 0, so that each asks for another customer and no cache of one answer is measured. */
export interface Call {
  readonly name: string;
  readonly run: (run: number) => Promise<Response>;
  /** What must answer within the goal: lists, searches and the case. */
  readonly hasGoal: boolean;
  /** A file: only its beginning is waited for. */
  readonly isFile?: boolean;
  /** Of a good answer, where that is not 200. */
  readonly status?: number;
}

type Query = string | ((run: number) => string);

const tabs = ['needs-us', 'needs-customer', 'waiting', 'drifted', 'expiring', 'healthy', 'ended'];
const sorts = ['activity', 'waiting', 'name', 'expires', 'created'];

/** Every page of the dashboard, over so many connections. */
export async function calls(owner: Pool, size: number): Promise<readonly Call[]> {
  const token = await staffToken(rhea);
  const customers = await seededCustomers(owner);
  const someone = (run: number): Customer => customers[run % customers.length] as Customer;
  const asked = (query: Query, run: number) => (typeof query === 'string' ? query : query(run));
  const listed = (name: string, query: Query): Call => ({
    name,
    run: (run) => ask(list, { query: asked(query, run), token }),
    hasGoal: true,
  });
  const searched = (name: string, text: Query): Call => listed(`search: ${name}`, (run) => `?q=${encodeURIComponent(asked(text, run))}`);
  const opened = (name: string, handler: typeof theCase, query = ''): Call => ({
    name,
    run: (run) => ask(handler, { id: someone(run).connection, query, token }),
    hasGoal: true,
  });
  const other = (name: string, handler: typeof numbers, query: Query = ''): Call => ({
    name,
    run: (run) => ask(handler, { query: asked(query, run), token }),
    hasGoal: false,
  });
  const from = new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);
  const { byTurn, byName, byEnd } = await deepCursors(owner, size);
  return [
    listed('list', ''),
    ...tabs.map((tab) => listed(`tab ${tab}`, `?tab=${tab}`)),
    ...sorts.map((sort) => listed(`list by ${sort}`, `?sort=${sort}`)),
    listed('tab healthy by expires', '?tab=healthy&sort=expires'),
    listed('deep page', `?cursor=${byTurn}`),
    listed('deep page by name', `?sort=name&cursor=${byName}`),
    listed('deep page by expires', `?sort=expires&cursor=${byEnd}`),
    listed('filter: step and cause', '?step=approve&cause=consent-role-missing'),
    ...['name', 'expires', 'created'].map((sort) => listed(`filter: rare cause by ${sort}`, `?cause=delivery-delayed&sort=${sort}`)),
    ...['name', 'expires', 'created'].map((sort) => listed(`filter: step by ${sort}`, `?step=secure&sort=${sort}`)),
    listed('filter: mine', '?owner=me'),
    listed('filter: nobody’s', '?owner=nobody'),
    listed('filter: due', '?due=true'),
    listed('filter: re-check asked', '?recheck=true'),
    ...['turn', ...sorts].map((sort) => listed(`filter: customer’s by ${sort}`, `?by=customer&sort=${sort}`)),
    listed('filter: nobody’s to fix by expires', '?by=nobody&sort=expires'),
    searched('a name', (run) => someone(run).organization),
    searched('a word of one name', (run) => someone(run).own),
    searched('two words out of order', (run) => `ltd ${someone(run).own}`),
    searched('a customer’s id', (run) => someone(run).customerId),
    searched('a domain', (run) => someone(run).domain),
    searched('an account', (run) => someone(run).account),
    searched('a tenant id', (run) => someone(run).tenant),
    searched('eight digits of an id', (run) => someone(run).tenant.slice(0, 8)),
    searched('an admin’s name', (run) => someone(run).admin),
    searched('a common word', 'ltd'),
    searched('one letter', 'a'),
    searched('two common words', 'ltd larsen'),
    searched('the same in needs-us', 'ltd larsen'),
    searched('two that never meet', 'contoso fabrikam'),
    searched('six letters', 'l i c h n b'),
    searched('nonsense', (run) => `qx${run}zzv wqk`),
    searched('hostile', (run) => `%_'";--\\<script>${'\u{10ffff}'.repeat(60)}${run}`),
    opened('case', theCase),
    {
      ...opened('case, older operations', operations),
      run: (run) => ask(operations, { id: someone(run).connection, query: '?limit=50', token }),
    },
    other('invitations', invitations),
    ...['live', 'ending', 'held', 'ended'].map((tab) => other(`invitations ${tab}`, invitations, `?tab=${tab}`)),
    other('invitations, a name', invitations, (run) => `?q=${encodeURIComponent(someone(run).organization)}`),
    other('numbers, 30 days', numbers),
    other('numbers, 366 days', numbers, `?from=${from}`),
    other('audit', audit),
    other('audit of a connection', audit, (run) => `?connection=${someone(run).connection}`),
    other('audit by action and time', audit, `?action=plan.accepted&to=${from}T00:00:00.000Z`),
    { ...other('CSV, first byte', csv), isFile: true },
    { ...other('CSV of a search, first byte', csv, '?q=ltd%20larsen'), isFile: true },
    ...(await linkCalls(owner)),
  ];
}

/** Where the pages begin that lie behind six of ten rows. */
async function deepCursors(owner: Pool, size: number): Promise<{ byTurn: string; byName: string; byEnd: string }> {
  const behind = async (column: string) => {
    const { rows } = await owner.query<{ key: Date | string; id: string }>(
      `SELECT ${column} AS key, connection_id AS id FROM support_cases WHERE tab = 'healthy' ORDER BY ${column}, connection_id OFFSET $1 LIMIT 1`,
      [Math.floor(size * 0.6)],
    );
    return rows[0];
  };
  const [turn, name, end] = [await behind('since'), await behind('sort_name'), await behind('key_expires_at')];
  return {
    byTurn: cursorOf({ sort: 'turn', tab: 'healthy', key: turn && new Date(turn.key).toISOString(), id: turn?.id }),
    byName: cursorOf({ sort: 'name', tab: null, key: name?.key, id: name?.id }),
    byEnd: cursorOf({ sort: 'expires', tab: null, key: end && new Date(end.key).toISOString(), id: end?.id }),
  };
}
