import { Client, HTTPMessageHandler, ResponseType } from '@microsoft/microsoft-graph-client';
import type { ZodType } from 'zod';
import { ask, type Effect, failed, type Sent, unreadableKind } from './ask';
import { checkTokenTenant } from './caller';
import { type Answer, defaultLimits, type Limits, type WireInit } from './exchange';
import { GraphDoor } from './graph-door';
import { graphFailure, requestIdOf } from './graph-failure';
import { parsedJson } from './json';
import type { Caller } from './microsoft';
import { traced } from './trace';

export interface GraphRequest {
  /** What the request is for, in a few words; shown in the timeline. */
  readonly purpose: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query below `/v1.0`, beginning with a slash; values already percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Without it: GET is `read`, POST is `once`, the others are `repeatable`. */
  readonly effect?: Effect;
  readonly limits?: Partial<Limits>;
}

export interface GraphAnswer<T> {
  readonly status: number;
  /** null for an answer without a body (204). */
  readonly body: T | null;
  readonly requestId: string | null;
  readonly clientRequestId: string | null;
}

const effects = { GET: 'read', POST: 'once', PATCH: 'repeatable', DELETE: 'repeatable' } as const satisfies Record<
  GraphRequest['method'],
  Effect
>;

/**
 * The one door to Microsoft Graph: one request, never repeated, no redirect followed, the token sent to the cloud's Graph address
 * alone, the answer parsed.
 * @param caller on whose behalf; the token's tenant must be the caller's
 * @param schema shape of a successful answer's body
 * @throws MicrosoftError when Microsoft refuses, cannot be reached, or answers something unreadable
 * @throws PortalError `forbidden` for a token of another tenant, and for a path that leads off the cloud's Graph address
 */
export async function graphRequest<T>(caller: Caller, request: GraphRequest, schema: ZodType<T>): Promise<GraphAnswer<T>> {
  checkTokenTenant(caller);
  const door = new GraphDoor(caller);
  door.check(request.path);
  const limits = { ...defaultLimits, ...request.limits };
  return traced(request.purpose, caller.trace, async (clientRequestId) => {
    const sent: Sent = { purpose: request.purpose, effect: request.effect ?? effects[request.method], clientRequestId };
    const answer = await ask(sent, (init) => sendThrough(door, request, { clientRequestId, init }), limits);
    return { ...readAnswer(sent, answer, schema), code: null };
  });
}

/** Sends by Microsoft's client with our own chain: its default one retries writes and follows redirects. */
async function sendThrough(door: GraphDoor, request: GraphRequest, { clientRequestId, init }: { clientRequestId: string; init: WireInit }) {
  const client = Client.initWithMiddleware({ baseUrl: door.baseUrl, middleware: [door, new HTTPMessageHandler()] });
  const call = client
    .api(request.path)
    .headers({ ...request.headers, 'client-request-id': clientRequestId })
    .options(init)
    .responseType(ResponseType.RAW);
  try {
    const response: Response = await sendAs(request, call);
    return response;
  } catch (error) {
    // the client wraps what fetch threw and drops its cause
    throw door.failure ?? error;
  }
}

function sendAs({ method, body }: GraphRequest, call: ReturnType<Client['api']>): Promise<Response> {
  switch (method) {
    case 'GET':
      return call.get();
    case 'POST':
      return call.post(body ?? {});
    case 'PATCH':
      return call.patch(body ?? {});
    case 'DELETE':
      return call.delete();
  }
}

/**
 * A GET that must have a body.
 * @throws MicrosoftError as `graphRequest`
 */
export async function graphGet<T>(caller: Caller, request: Pick<GraphRequest, 'purpose' | 'path'>, schema: ZodType<T>): Promise<T> {
  const { status, body, requestId, clientRequestId } = await graphRequest(caller, { ...request, method: 'GET' }, schema);
  if (body !== null) return body;
  throw failed({ purpose: request.purpose, effect: 'read', clientRequestId }, { kind: 'unreadable', status, code: 'no-body', requestId });
}

function readAnswer<T>(sent: Sent, answer: Answer, schema: ZodType<T>): GraphAnswer<T> {
  const body = parsedJson(answer.text);
  const failure = graphFailure(sent, { status: answer.status, headers: answer.headers, body });
  if (failure) throw failure;
  const { status } = answer;
  const ids = { requestId: requestIdOf(answer.headers), clientRequestId: sent.clientRequestId };
  if (status === 204) return { status, body: null, ...ids };
  const parsed = schema.safeParse(body);
  // no cause: what could not be read may hold a secret, and parsers quote their input
  if (!parsed.success)
    throw failed(sent, { kind: unreadableKind(sent.effect), status, code: 'unexpected-shape', requestId: ids.requestId });
  return { status, body: parsed.data, ...ids };
}
