import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cloud, tenantBy } from './cloud';
import { control } from './control/control';
import { endpoint, xdr } from './defender/defender';
import { entra, isEntraApi } from './entra/router';
import type { Fault } from './faults';
import { fortifydata } from './fortifydata/signer';
import { graph } from './graph/graph';
import { type Answer, type Exchange, formOf, header, jsonAnswer, type Service } from './http';
import { isObject, parseJson, textOf } from './json';
import { isLoopback, type Routed } from './routing';
import { saveState } from './state-file';
import { welcome } from './welcome';

const maxBodyBytes = 4 * 1024 * 1024;
const maxJournaledAnswer = 100_000;
const cutAnswer = 2_000;

const handlers: Readonly<Record<Service, (cloud: Cloud, exchange: Exchange) => Answer | Promise<Answer>>> = {
  login: entra,
  graph,
  xdr,
  endpoint,
  fortifydata,
  control,
};

type Router = (host: string, path: string) => Routed | null;

/** Answers one HTTP request from the wire: route, delay, disturb, work, save, journal. */
export async function handle(cloud: Cloud, router: Router, wire: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const { request, response } = wire;
  const host = request.headers.host ?? '';
  const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const routed = router(host, path);
  const body = await bodyOf(request);
  if (path === '/' && isLoopback(host)) return send(response, welcome(cloud));
  if (!routed || body === null) {
    const message = routed ? 'The body is too large.' : 'The practice cloud does not serve this address.';
    return send(response, jsonAnswer(routed ? 413 : 421, { error: { code: 'NotServed', message } }));
  }
  const exchange: Exchange = {
    ...routed,
    method: request.method ?? 'GET',
    host,
    query: new URLSearchParams(search),
    headers: request.headers,
    body,
    notes: { tenantId: null, actor: null, write: false, browser: false },
  };
  if (exchange.service === 'control') return send(response, await control(cloud, exchange));
  await serve(cloud, exchange, response);
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    size += piece.length;
    if (size <= maxBodyBytes) chunks.push(piece);
  }
  return size > maxBodyBytes ? null : Buffer.concat(chunks).toString('utf8');
}

async function serve(cloud: Cloud, exchange: Exchange, response: ServerResponse): Promise<void> {
  const begun = Date.now();
  const programs = exchange.service !== 'login' || isEntraApi(exchange.path);
  if (programs && cloud.running.latencyMs > 0) await pause(cloud.running.latencyMs);
  const fault = cloud.faults.take({ ...exchange, tenantId: tenantAhead(cloud, exchange) });
  const worked = fault?.effect === 'before' ? null : await work(cloud, exchange);
  if (worked) saveState(cloud);
  const answer = (fault && faultAnswer(fault)) ?? worked ?? jsonAnswer(503, {});
  journal(cloud, exchange, { answer: fault?.action && fault.action !== 'truncate' ? { ...answer, status: 0 } : answer, fault, begun });
  deliver(response, answer, fault);
}

/**
 * The tenant that a request is about, told from the path, the code or the unverified token, so that a fault can be meant for one tenant.
 * Nothing else trusts it.
 */
function tenantAhead(cloud: Cloud, exchange: Exchange): string | null {
  if (exchange.service === 'login') {
    const code = formOf(exchange).get('code');
    const named = tenantBy(cloud, exchange.path.split('/')[1] ?? '')?.id;
    return named ?? (code === null ? null : (cloud.signIns.codes.get(code)?.tenantId ?? null));
  }
  const claims = (header(exchange.headers, 'authorization') ?? '').split('.')[1] ?? '';
  const payload = parseJson(Buffer.from(claims, 'base64url').toString('utf8'));
  return isObject(payload) ? textOf(payload, 'tid') : null;
}

/** A bug of the practice cloud is told apart from everything that it imitates. */
async function work(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  try {
    return await handlers[exchange.service](cloud, exchange);
  } catch (error) {
    console.error('practice cloud failed', exchange.method, exchange.path, error);
    return jsonAnswer(500, { error: { code: 'PracticeCloudFailure', message: 'The practice cloud itself failed.' } });
  }
}

function faultAnswer(fault: Fault): Answer | null {
  if (!fault.answer) return null;
  const { status, headers = {}, body } = fault.answer;
  return typeof body === 'string' ? { status, headers, body } : jsonAnswer(status, body ?? {}, headers);
}

function deliver(response: ServerResponse, answer: Answer, fault: Fault | null): void {
  switch (fault?.action) {
    case 'stall':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncate':
      response.writeHead(answer.status, { ...headersOf(answer), 'content-length': Buffer.byteLength(answer.body) + 64 });
      response.write(answer.body.slice(0, Math.ceil(answer.body.length / 2)), () => response.socket?.destroy());
      return;
    default:
      send(response, answer);
  }
}

const headersOf = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

const flat = (headers: Readonly<Record<string, string | readonly string[] | undefined>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));

function journal(cloud: Cloud, exchange: Exchange, at: { answer: Answer; fault: Fault | null; begun: number }): void {
  const { service, method, host, path, query, headers, body, notes } = exchange;
  const { answer, fault, begun } = at;
  cloud.journal.add({
    at: new Date(begun).toISOString(),
    service,
    method,
    host,
    path,
    query: query.toString(),
    requestHeaders: flat(headers),
    requestBody: body,
    status: answer.status,
    responseHeaders: flat(answer.headers),
    responseBody: answer.body.length > maxJournaledAnswer ? answer.body.slice(0, cutAnswer) : answer.body,
    ...notes,
    fault: fault ? `${fault.effect} ${fault.action ?? fault.answer?.status ?? ''}` : null,
    durationMs: Date.now() - begun,
  });
}
