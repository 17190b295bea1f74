import type { z } from 'zod';
import { PortalError } from '../error';
import { json, problemAnswer, problemRedirect } from './answer';
import { type ApprovalSession, currentApproval } from './approval-session';
import { currentInvitation, type InviteSession } from './invite-session';
import { type ProblemPage, problemAddress } from './problem-address';
import { readBody } from './read-body';
import { requireSameOrigin } from './same-origin';
import { type AdminSession, currentSession } from './session';

interface Handled<Body, Session> {
  readonly session: Session;
  readonly body: Body;
  readonly params: Readonly<Record<string, string>>;
  readonly request: Request;
}

interface Common<Body> {
  readonly body: z.ZodType<Body>;
}

/** An answer with cookies or a file instead of plain JSON. */
type Handler<Body, Session> = (input: Handled<Body, Session>) => Promise<unknown>;

interface Definition<Body, Answer, Session> extends Common<Body> {
  readonly answer: z.ZodType<Answer>;
  readonly handle: Handler<Body, Session>;
}

type NextContext = { readonly params: Promise<Record<string, string>> };
type RouteHandler = (request: Request, context: NextContext) => Promise<Response>;

/**
 * Makes the handler of a state-changing route for a signed-in admin. The body starts with typed data and a known session; the answer is
 * checked against its schema, so that nothing unlisted leaves. Every error ends here.
 */
export function adminRoute<Body, Answer>(definition: Definition<Body, Answer, AdminSession>): RouteHandler {
  return handler(async (request, params) => {
    requireSameOrigin(request.headers);
    const session = await requireSession(request);
    const body = await readBody(request, definition.body);
    requireOwn(session, params['id']);
    return definition.answer.parse(await definition.handle({ session, body, params, request }));
  });
}

/** The same for visitors who need no session: sign-in and sign-out. The handler answers with a Response, for its cookies. */
export function openRoute<Body>(
  definition: Common<Body> & { handle: (input: Handled<Body, AdminSession | null>) => Promise<Response> },
): RouteHandler {
  return handler(async (request, params) => {
    requireSameOrigin(request.headers);
    const body = await readBody(request, definition.body);
    return definition.handle({ session: await currentSession(request.headers.get('cookie')), body, params, request });
  });
}

/**
 * The same for a colleague who approves: known by the link that his browser has redeemed, by nothing else, and by no other route. An
 * admin's session is no approver's, and an approver's is no admin's.
 */
export function approverRoute<Body>(
  definition: Common<Body> & { handle: (input: Handled<Body, ApprovalSession>) => Promise<Response> },
): RouteHandler {
  return handler(async (request, params) => {
    requireSameOrigin(request.headers);
    const session = await currentApproval(request.headers.get('cookie'));
    if (!session) throw new PortalError('unauthenticated', 'no link that is open in this browser');
    const body = await readBody(request, definition.body);
    return definition.handle({ session, body, params, request });
  });
}

/** The same for an invited admin: known by the invitation that his browser has opened, and not signed in yet. */
export function inviteRoute<Body>(
  definition: Common<Body> & { handle: (input: Handled<Body, InviteSession>) => Promise<Response> },
): RouteHandler {
  return handler(async (request, params) => {
    requireSameOrigin(request.headers);
    const session = await currentInvitation(request.headers.get('cookie'));
    if (!session) throw new PortalError('unauthenticated', 'no invitation that is open in this browser');
    const body = await readBody(request, definition.body);
    return definition.handle({ session, body, params, request });
  });
}

/** A file or document of the admin's own connection. GET: changes nothing. */
export function adminFile(handle: (input: Omit<Handled<null, AdminSession>, 'body'>) => Promise<Response>): RouteHandler {
  return handler(async (request, params) => {
    const session = await requireSession(request);
    requireOwn(session, params['id']);
    return handle({ session, params, request });
  });
}

/** A public read. */
export function publicRoute(handle: (request: Request) => Promise<Response>): RouteHandler {
  return handler((request) => handle(request));
}

/**
 * A return from Microsoft: a person's browser is at this address, so whatever happens ends at a page and never in JSON.
 * @param pageOf tells by the browser's cookies alone, without the database, which page is this person's
 */
export function callbackRoute(
  handle: (request: Request) => Promise<Response>,
  pageOf: (request: Request) => Promise<ProblemPage> = async () => problemAddress,
): RouteHandler {
  return handler(
    (request) => handle(request),
    async (error, request) => problemRedirect(error, await pageOf(request)),
  );
}

type Run = (request: Request, params: Record<string, string>) => Promise<unknown>;

type Refuse = (error: unknown, request: Request) => Response | Promise<Response>;

function handler(run: Run, refuse: Refuse = problemAnswer): RouteHandler {
  return async (request, context) => {
    try {
      const result = await run(request, await context.params);
      return result instanceof Response ? result : json(result);
    } catch (error) {
      return refuse(error, request);
    }
  };
}

async function requireSession(request: Request): Promise<AdminSession> {
  const session = await currentSession(request.headers.get('cookie'));
  if (!session) throw new PortalError('unauthenticated', 'no live session');
  return session;
}

/** A foreign id and an unknown one get the same answer. */
function requireOwn(session: AdminSession, id: string | undefined): void {
  if (id !== undefined && id !== session.key.id) throw new PortalError('not-found', 'not the connection of this session');
}
