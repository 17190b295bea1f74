import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bodyLimitBytes, readBody } from './read-body';

const Body = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z]*$/)
    .optional(),
  list: z.array(z.uuid()).max(3).optional(),
});
const json = { 'content-type': 'application/json' };

function request(body: BodyInit | null, headers: Record<string, string> = json): Request {
  const stream = body instanceof ReadableStream ? { duplex: 'half' } : {};
  return new Request('https://localhost:3000/api/x', { method: 'POST', headers, body, ...stream });
}
const read = (body: BodyInit | null, headers?: Record<string, string>) => readBody(request(body, headers), Body);

/** A body of which nobody says how long it is; counts how much of it was taken. */
function endless(chunk: number): { stream: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      taken += chunk;
      controller.enqueue(new Uint8Array(chunk).fill(0x20));
    },
  });
  return { stream, taken: () => taken };
}

describe('a body', () => {
  const fine: readonly [string, Record<string, string>, unknown][] = [
    ['{}', json, {}],
    ['{"name":"abc"}', { 'content-type': 'application/json; charset=utf-8' }, { name: 'abc' }],
    [' {"list":[]} ', { 'content-type': 'APPLICATION/JSON' }, { list: [] }],
    [`{}${' '.repeat(bodyLimitBytes - 2)}`, json, {}],
  ];
  test.each(fine)('that fits is read: %#', async (body, headers, value) => expect(await read(body, headers)).toEqual(value));

  const types = [
    '',
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-patch+json',
    'json',
  ];
  test.each(types)('of another type is refused: %j', async (type) => {
    await expect(read('{}', { 'content-type': type })).rejects.toMatchObject({ code: 'unsupported-media-type' });
  });

  test('without a type is refused', async () => {
    const bare = request(new Uint8Array([0x7b, 0x7d]), {});
    await expect(readBody(bare, Body)).rejects.toMatchObject({ code: 'unsupported-media-type' });
  });
});

describe('a body above 16 kB is refused', () => {
  test('when its length says so, before it is read', async () => {
    const { stream, taken } = endless(1024);
    await expect(read(stream, { ...json, 'content-length': '3000000' })).rejects.toMatchObject({ code: 'too-large' });
    expect(taken()).toBeLessThanOrEqual(1024);
  });

  test.each<Record<string, string>>([{}, { 'content-length': '2' }, { 'content-length': 'x' }, { 'content-length': '-1' }])(
    'as soon as it is too much, whatever was said: %j',
    async (length) => {
      const { stream, taken } = endless(1000);
      await expect(read(stream, { ...json, ...length })).rejects.toMatchObject({ code: 'too-large' });
      expect(taken()).toBeLessThan(bodyLimitBytes + 4000);
    },
  );

  test('at one byte too many, counted in bytes and not in letters', async () => {
    await expect(read(`{}${' '.repeat(bodyLimitBytes - 1)}`)).rejects.toMatchObject({ code: 'too-large' });
    await expect(read(`"${'é'.repeat(bodyLimitBytes / 2)}"`)).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('a body that does not fit is a bad request', () => {
  const broken = [
    '',
    ' ',
    '{',
    '{]',
    "{'name':'a'}",
    '{"name":"a",}',
    'undefined',
    'NaN',
    '{}{}',
    '{"name":"\u0000"}',
    '\u0000',
    '['.repeat(16_000),
  ];
  const wrong = [
    'null',
    '1',
    '"x"',
    'true',
    '[]',
    '[{}]',
    '{"name":1}',
    '{"name":null}',
    '{"name":{"contains":""}}',
    '{"name":["a"]}',
    '{"list":{}}',
  ];
  const keys = ['{"other":1}', '{"__proto__":{"name":"a"}}', '{"constructor":{}}', '{"toString":1}', '{"":1}', '{"name":"a","Name":"b"}'];
  const values = [
    '{"name":"\\u0000"}',
    '{"name":"\\ud800"}',
    '{"name":"a\\n"}',
    '{"list":["\\u0000"]}',
    '{"list":["x"]}',
    `{"list":${JSON.stringify(Array(4).fill(crypto.randomUUID()))}}`,
  ];
  test.each([...broken, ...wrong, ...keys, ...values].map((body) => [body.slice(0, 40), body]))('%j', async (_, body) => {
    await expect(read(body)).rejects.toMatchObject({ name: 'PortalError', code: 'bad-request' });
  });

  test.each([[0xff], [0x7b, 0xc3, 0x7d], [0x22, 0xed, 0xa0, 0x80, 0x22], [0xfe, 0xff, 0x00, 0x7b]])('not UTF-8: %j', async (...bytes) => {
    await expect(read(new Uint8Array(bytes))).rejects.toMatchObject({ code: 'bad-request', message: 'the body is not UTF-8' });
  });

  test('and none of it came into the prototype of anything', async () => {
    await read('{"__proto__":{"polluted":true}}').catch(() => undefined);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('and nothing at all is one', async () => {
    await expect(read(null)).rejects.toMatchObject({ code: 'bad-request' });
  });
});
