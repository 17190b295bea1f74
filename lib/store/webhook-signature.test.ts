import { expect, test } from 'vitest';
import { webhookHeaders } from './webhook-signature';

const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: new Date(1614265330_999), body: '{"test": 2432232314}' };
const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');

test('the signature is the one of the vector that the Standard Webhooks libraries share', () => {
  expect(webhookHeaders([key], message)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('two keys give two signatures, the newer one first', () => {
  const signature = webhookHeaders([Buffer.alloc(32, 1), key], message)['webhook-signature'];
  expect(signature).toMatch(/^v1,[^ ]{44} v1,g0hM9SsE\+OTPJTGt\/tmIKtSyZlE3uFJELVlNIOLJ1OE=$/);
});

test.each([
  ['id', { id: 'msg_other' }],
  ['time', { sentAt: new Date(1614265331_000) }],
  ['body', { body: '{"test": 2432232315}' }],
])('another %s is another signature', (_name, change) => {
  const signature = (part: object) => webhookHeaders([key], { ...message, ...part })['webhook-signature'];
  expect(signature(change)).not.toBe(signature({}));
});
