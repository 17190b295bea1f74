import { z } from 'zod';
import type { StaffProblem } from '../contract/staff';
import { PortalError } from '../error';
import { json, problemBody } from './answer';
import { FieldFaults } from './field-faults';
import { readBody } from './read-body';
import { requireManage, type StaffCaller, staffCaller, supportOff } from './staff-caller';
import { readQuery } from './staff-query';

type NextContext = { readonly params: Promise<Record<string, string>> };
type RouteHandler = (request: Request, context: NextContext) => Promise<Response>;

interface ReadCall<Query> {
  readonly caller: StaffCaller;
  readonly query: Query;
  /** The id in the path, in small letters; empty where the path has none. */
  readonly id: string;
}

interface ReadDefinition<Query, Answer> {
  readonly query: z.ZodType<Query>;
  /** `file`: the handler answers with a Response of its own. */
  readonly answer: z.ZodType<Answer>;
  readonly handle: (call: ReadCall<Query>) => Promise<Answer>;
}

/** Makes the handler of a read: GET with Support.Read or Support.Manage, strict parameters, an answer held against its schema. */
export function staffRead<Query, Answer>({ query, answer, handle }: ReadDefinition<Query, Answer>): RouteHandler {
  return staffFile({ query, handle: async (call) => json(answer.parse(await handle(call))) });
}

/** The same for a file. */
export function staffFile<Query>(definition: {
  readonly query: z.ZodType<Query>;
  readonly handle: (call: ReadCall<Query>) => Promise<Response>;
}): RouteHandler {
  return answered(async (request, params) => {
    const caller = await staffCaller(request);
    const query = readQuery(new URL(request.url).searchParams, definition.query);
    return definition.handle({ caller, query, id: idOf(params) });
  });
}

interface WriteDefinition<Body, Answer> {
  /** What a refusal is called in the audit: `note`. */
  readonly action: string;
  /** What the id in the path is of; a case unless said otherwise. */
  readonly of?: 'case' | 'invitation';
  /** Only where a file is sent. */
  readonly limitBytes?: number;
  readonly body: z.ZodType<Body>;
  readonly answer: z.ZodType<Answer>;
  readonly handle: (call: { readonly caller: StaffCaller; readonly body: Body; readonly id: string }) => Promise<Answer>;
}

/** Makes the handler of a write: POST with Support.Manage and a strict JSON body. A reader who tries gets 403 and an audit line. */
export function staffWrite<Body, Answer>(definition: WriteDefinition<Body, Answer>): RouteHandler {
  const { action, of = 'case', body, limitBytes, answer, handle } = definition;
  return answered(async (request, params) => {
    const caller = await staffCaller(request);
    await requireManage(caller, { action, of, id: Guid.safeParse(params['id']).data ?? null });
    const id = idOf(params);
    return json(answer.parse(await handle({ caller, body: await readBody(request, body, limitBytes), id })));
  });
}

const Guid = z.guid().transform((id) => id.toLowerCase());

/** A malformed id is as unknown as any other. */
function idOf(params: Readonly<Record<string, string>>): string {
  const given = params['id'];
  return given === undefined ? '' : (Guid.safeParse(given).data ?? noSuchCase());
}

/** Unknown, foreign and malformed ids get this one answer. */
export function noSuchCase(): never {
  throw new PortalError('not-found', 'There is nothing with this id.');
}

/** The other methods of a staff route: 405, and which are allowed. */
export const onlyMethod = (allow: 'GET' | 'POST' | 'GET, POST') => async (): Promise<Response> => {
  const response = refusal(new PortalError('method-not-allowed', `Only ${allow.replace(',', ' and')} is possible here.`));
  response.headers.set('allow', allow.replace('GET', 'GET, HEAD'));
  return response;
};

function answered(run: (request: Request, params: Record<string, string>) => Promise<Response>): RouteHandler {
  return async (request, { params }) => {
    try {
      // a path without a parameter has none at run time, whatever the type says
      return await run(request, (await params) ?? {});
    } catch (error) {
      return refusal(error);
    }
  };
}

/** Sentences of this API's own refusals are written for its caller; of anything unforeseen only the general one is said. */
function refusal(error: unknown): Response {
  const said = problemBody(error);
  const own = error instanceof PortalError && !['internal', 'configuration'].includes(error.code) ? error : null;
  const off = own?.context['code'] === supportOff;
  const faults = error instanceof FieldFaults ? { faults: [...error.faults] } : {};
  const body: StaffProblem = { ...said, ...(off ? { code: supportOff } : {}), reason: own ? sentence(own.message) : said.title, ...faults };
  const challenge: Record<string, string> = said.status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return json(body, { status: said.status, headers: { 'content-type': 'application/problem+json', ...challenge } });
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
