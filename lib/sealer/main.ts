import { writeSync } from 'node:fs';
import type { Channel } from './channel';
import type { HandedOn, HandOn, SealerOrder } from './messages';
import { sealerLifeMs } from './proof-world';
import { rehearse } from './rehearse';
import { run, takeOver } from './run';
import { proveCertificate } from './run-certificate';

/**
 * The sealer: a process of its own, because what a process never held cannot leak from it. It takes one order over IPC, makes the
 * client secret, seals it, proves it and ends; or only proves: a certificate, or a secret that another sealer had no more time for. It ends
 * also when the web process goes away, when no order comes, and in any case three minutes after its order. It prints nothing but fixed
 * phrases.
 */
const unsealerLifeMs = 60_000;

const channel: Channel = {
  send: (message) =>
    new Promise((resolve, reject) => {
      if (!process.send) return reject(new Error('no channel'));
      process.send(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    }),
  hear: () => new Promise((resolve) => process.once('message', (message) => resolve(message as HandOn | HandedOn))),
};

/** Orders come from our own parent over a private channel; their fields are the parent's own types. */
const orders: readonly unknown[] = ['order', 'prove-certificate', 'take-over'] satisfies SealerOrder['kind'][];
const isOrder = (message: unknown): message is SealerOrder =>
  typeof message === 'object' && message !== null && 'kind' in message && orders.includes(message.kind);

const idle = setTimeout(() => process.exit(0), unsealerLifeMs);

process.once('message', (message) => {
  clearTimeout(idle);
  clearTimeout(waiting);
  setTimeout(() => end('the sealer ran out of time'), sealerLifeMs);
  if (!isOrder(message)) end('the sealer was given no order');
  does(message).then(
    () => process.exit(0),
    () => end('the sealer could not report'),
  );
});
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', () => end('the sealer failed'));
process.on('unhandledRejection', () => end('the sealer failed'));
// Node opens its inspector on SIGUSR1 unless somebody listens: nobody shall look into this memory.
process.on('SIGUSR1', () => undefined);

// A sealer started ahead of its order uses the time; one whose order came with it has none.
const waiting = setTimeout(() => rehearse().catch(() => undefined), 20);

function end(phrase: string): never {
  writeSync(2, `${phrase}\n`);
  process.exit(1);
}

function does(order: SealerOrder): Promise<void> {
  switch (order.kind) {
    case 'order':
      return run(order, channel);
    case 'take-over':
      return takeOver(order, channel);
    case 'prove-certificate':
      return proveCertificate(order, channel);
    default:
      return order satisfies never;
  }
}
