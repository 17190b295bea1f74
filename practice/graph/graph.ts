import type { Cloud } from '../cloud';
import { type Answer, type Exchange, header } from '../http';
import { type Json, parseJson } from '../json';
import { authenticate } from './authenticate';
import { batch } from './batch';
import { badRequest, GraphFailure, type GraphResult } from './call';
import { challenge } from './challenge';
import { dispatch, type Incoming } from './dispatch';
import { errorBody, type Tracing, tracingFor } from './errors';

const jsonType = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** Answers a request to Microsoft Graph v1.0. */
export async function graph(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  const tracing = tracingFor(header(exchange.headers, 'client-request-id'));
  try {
    return answerOf(cloud, await run(cloud, exchange), tracing);
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    const body = errorBody(cloud, error, tracing);
    return answerOf(cloud, { status: error.status, body, headers: error.headers }, tracing);
  }
}

async function run(cloud: Cloud, exchange: Exchange): Promise<GraphResult> {
  const { tenant, caller } = await authenticate(cloud, exchange.headers);
  exchange.notes.tenantId = tenant.id;
  exchange.notes.actor = caller.kind === 'user' ? caller.user.signInName : caller.appId;
  const [, version = '', ...rest] = exchange.path.split('/');
  if (version !== 'v1.0') throw badRequest(`Invalid version: ${version}`, 'BadRequest');
  const { method, query, headers, notes } = exchange;
  const incoming: Incoming = {
    cloud,
    tenant,
    caller,
    method,
    path: rest.join('/'),
    query,
    headers,
    body: bodyOf(exchange),
    root: `${exchange.base}/v1.0`,
    notes,
  };
  if (incoming.path !== '$batch') return dispatch(incoming);
  if (method !== 'POST')
    throw new GraphFailure(405, 'BadRequest', { message: 'Specified HTTP method is not allowed for the request target.' });
  challenge(incoming);
  return { status: 200, body: batch(incoming) };
}

function bodyOf(exchange: Exchange): Json | undefined {
  if (exchange.body === '') return undefined;
  const type = header(exchange.headers, 'content-type') ?? '';
  if (!type.includes('json'))
    throw badRequest('A supported MIME type could not be found that matches the content type of the request.', 'BadRequest');
  const body = parseJson(exchange.body);
  if (body === undefined)
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      'BadRequest',
    );
  return body;
}

function answerOf(cloud: Cloud, { status, body, headers = {} }: GraphResult, tracing: Tracing): Answer {
  const own = {
    'request-id': tracing.requestId,
    'client-request-id': tracing.clientRequestId,
    'cache-control': 'no-cache',
    date: new Date(cloud.clock.now()).toUTCString(),
    'x-ms-resource-unit': '1',
    ...(body === undefined ? {} : { 'content-type': jsonType }),
  };
  return { status, headers: { ...own, ...headers }, body: body === undefined ? '' : JSON.stringify(body) };
}
