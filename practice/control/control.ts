import type { Cloud } from '../cloud';
import { GraphFailure } from '../graph/call';
import { type Answer, type Exchange, header, jsonAnswer } from '../http';
import { type Json, parseJson } from '../json';
import { isLoopback } from '../routing';
import { saveState } from '../state-file';
import { ControlFailure } from './failure';
import { routes } from './routes';

/** Pages of other sites must not steer the practice cloud of somebody's machine. */
function isForeign(exchange: Exchange): boolean {
  const origin = header(exchange.headers, 'origin');
  return origin !== null && !(URL.canParse(origin) && isLoopback(new URL(origin).host));
}

function bodyOf(exchange: Exchange): Json {
  if (exchange.body === '') return {};
  const body = parseJson(exchange.body);
  if (body === undefined) throw new ControlFailure(400, 'The body is no JSON.');
  return body;
}

/** Answers a request to the control API: JSON in, JSON out; mistakes answer `{error: {message}}`. */
export function control(cloud: Cloud, exchange: Exchange): Answer {
  const path = decodeURIComponent(exchange.path);
  try {
    if (isForeign(exchange)) throw new ControlFailure(403, 'Only this machine may use the control API.');
    const route = routes.find((candidate) => candidate.method === exchange.method && candidate.path.test(path));
    if (!route) throw new ControlFailure(404, `The control API has no ${exchange.method} ${path}.`);
    const name = route.path.exec(path)?.groups?.tenant ?? null;
    const answer = route.run({ cloud, tenantName: name, query: exchange.query, body: bodyOf(exchange) });
    if (exchange.method !== 'GET') saveState(cloud);
    return jsonAnswer(200, answer);
  } catch (error) {
    if (error instanceof ControlFailure) return jsonAnswer(error.status, { error: { message: error.message } });
    if (error instanceof GraphFailure) return jsonAnswer(400, { error: { message: error.message } });
    throw error;
  }
}
