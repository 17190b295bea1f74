import type { Fault } from '../faults';
import { anything, type Check, checkedBody, guid, oneOf, record, text } from '../graph/check';
import { services } from '../http';
import { isObject, type Json, type JsonObject, textOf } from '../json';
import { ControlFailure } from './failure';

const count: Check = (value, name) => (Number.isInteger(value) && Number(value) > 0 ? null : `${name} must be a whole number above 0.`);

const faultCheck = record({
  match: record({ service: oneOf(...services), method: text(10), path: text(300), tenant: guid }),
  times: count,
  effect: oneOf('before', 'after'),
  answer: record({ status: count, headers: anything, body: anything }, ['status']),
  action: oneOf('reset', 'stall', 'truncate'),
});

interface FaultBody {
  readonly answer?: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Json };
}
const isFaultBody = (body: JsonObject): body is JsonObject & FaultBody => faultCheck(body, 'fault') === null;

function patternFrom(source: string | null): RegExp | undefined {
  try {
    return source === null ? undefined : new RegExp(source);
  } catch {
    throw new ControlFailure(400, 'match.path is no regular expression.');
  }
}

/**
 * A fault from its JSON form: `{match?, times?, effect?, answer? | action?}`.
 * @throws ControlFailure or GraphFailure naming what is wrong
 */
export function faultFrom(value: Json): Fault {
  const body = checkedBody(value, faultCheck, 'fault');
  if (!isFaultBody(body)) throw new ControlFailure(400, 'The fault is not understood.');
  const action = (['reset', 'stall', 'truncate'] as const).find((name) => name === body.action) ?? null;
  if ((action === null) === (body.answer === undefined)) throw new ControlFailure(400, 'A fault has either an answer or an action.');
  const match = isObject(body.match) ? body.match : {};
  const service = services.find((name) => name === match.service);
  const method = textOf(match, 'method');
  const tenant = textOf(match, 'tenant')?.toLowerCase();
  const path = patternFrom(textOf(match, 'path'));
  return {
    match: { ...(service ? { service } : {}), ...(method ? { method } : {}), ...(path ? { path } : {}), ...(tenant ? { tenant } : {}) },
    times: typeof body.times === 'number' ? body.times : 1,
    effect: body.effect === 'after' ? 'after' : 'before',
    answer: body.answer ?? null,
    action,
  };
}
