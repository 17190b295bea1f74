import { writeSync } from 'node:fs';
import type { CertificateOrder, SealerMessage, SealOrder } from './messages';
import { rehearse } from './rehearse';
import { run } from './run';
import { proveCertificate } from './run-certificate';

/**
 * The sealer: a process of its own, because what a process never held cannot leak from it. It takes one order over IPC, makes the
 * client secret, seals it, proves it and ends; or, where there is a certificate, only proves that. It ends also when the web process goes away, when no order comes, and in any case
 * before the secret is three minutes old. It prints nothing but fixed phrases.
 */
const unorderedMs = 60_000;
/** Counted from the order: before it there is nothing to protect. */
const orderedMs = 180_000;

const idle = setTimeout(() => process.exit(0), unorderedMs);

process.once('message', (message) => {
  clearTimeout(idle);
  clearTimeout(waiting);
  setTimeout(() => end('the sealer ran out of time'), orderedMs);
  if (!isOrder(message)) end('the sealer was given no order');
  (message.kind === 'order' ? run(message, send) : proveCertificate(message, send)).then(
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

function send(message: SealerMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!process.send) return reject(new Error('no channel'));
    process.send(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

/** The order comes from our own parent over a private channel; its fields are the parent's own types. */
function isOrder(message: unknown): message is SealOrder | CertificateOrder {
  const isMessage = typeof message === 'object' && message !== null && 'kind' in message;
  return isMessage && (message.kind === 'order' || message.kind === 'prove-certificate');
}
