import type { Buffer } from 'node:buffer';
import { PortalError } from '../error';
import type { CallTrace } from '../microsoft/microsoft';
import { MicrosoftError, type MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import type { Channel } from './channel';
import type { SealerMessage, SealerOrder, SealOrder, TakeOverOrder } from './messages';
import { mayBeMade, mint, notSent } from './mint';
import { prove } from './prove';
import { newOpener, sealForNext } from './relay';
import { type Minted, recipientOf, seal } from './seal';
import { loadMicrosoft, microsoftWorld } from './world';

/**
 * One order from beginning to end: make the secret, seal it at once, report the sealed text, prove access, report the proof. The
 * value is overwritten at the end, whatever happens.
 * @throws what cannot be reported, such as a broken channel
 */
export async function run(order: SealerOrder<SealOrder>, channel: Channel): Promise<void> {
  const calls = traceOf();
  const made = await makeAndSeal(order, calls.trace);
  if ('error' in made) return channel.send({ kind: 'mint-failed', error: made.error, trace: calls.take() });
  const { minted, jwe } = made;
  try {
    const { keyId, startsAt, expiresAt } = minted;
    await channel.send({ kind: 'sealed', jwe, keyId, startsAt, expiresAt, trace: calls.take() });
    await proveSecret(order, minted.secret, { channel, calls });
  } finally {
    minted.secret.fill(0);
  }
}

/**
 * Goes on with a secret that another sealer made and had no more time to prove.
 * @throws what cannot be reported, and a secret that cannot be opened
 */
export async function takeOver(order: SealerOrder<TakeOverOrder>, channel: Channel): Promise<void> {
  const opener = await newOpener();
  const coming = channel.hear();
  await channel.send({ kind: 'ready', key: opener.key });
  const handed = await coming;
  if (handed.kind !== 'handed-on') throw new PortalError('internal', 'a secret was to come');
  const secret = await opener.open(handed.jwe, order.binding.attempt);
  try {
    await proveSecret(order, secret, { channel, calls: traceOf() });
  } finally {
    secret.fill(0);
  }
}

/** Proves the secret and reports; when nothing but time stood in the way, hands it on to another sealer, if there is one. */
async function proveSecret(order: SealerOrder<SealOrder | TakeOverOrder>, secret: Buffer, { channel, calls }: Line): Promise<void> {
  // Nobody depends on a progress report: the web process may be gone, and this process ends with it.
  const progress = (message: SealerMessage) => void channel.send(message).catch(() => undefined);
  const world = await microsoftWorld(order, secret, { trace: calls.trace, progress });
  const { proof, outOfTime } = await prove(order.wantedRoles, world, order.limits);
  const trace = calls.take();
  if (!outOfTime) return channel.send({ kind: 'proof', proof, trace });
  const asked = channel.hear();
  await channel.send({ kind: 'out-of-time', proof, trace });
  const next = await asked;
  if (next.kind !== 'hand-on') throw new PortalError('internal', 'a key of the next sealer was to come');
  await channel.send({ kind: 'handed-on', jwe: await sealForNext(next.key, order.binding.attempt, secret) });
}

interface Line {
  readonly channel: Channel;
  readonly calls: ReturnType<typeof traceOf>;
}

async function makeAndSeal(order: SealOrder, trace: (call: CallTrace) => void): Promise<{ minted: Minted; jwe: string } | Failed> {
  const recipient = await recipientOf(order).catch(() => null);
  if (recipient === null) return { error: notSent('seal-key-refused') };
  try {
    const minting = mint(order, trace);
    // Loaded while Microsoft works; whether it loads is the proof's business, which comes after the seal.
    loadMicrosoft().catch(() => undefined);
    const minted = await minting;
    return { minted, jwe: await seal(recipient, order.binding, minted) };
  } catch (error) {
    return { error: factsOf(error) };
  }
}

interface Failed {
  readonly error: MicrosoftErrorFacts;
}

function factsOf(error: unknown): MicrosoftErrorFacts {
  if (error instanceof MicrosoftError) return error.facts;
  if (error instanceof PortalError && error.code === 'forbidden') return notSent('token-of-another-tenant');
  // Not foreseen, and the request may have gone out: treated like an answer that never came.
  return mayBeMade();
}

function traceOf() {
  let calls: CallTrace[] = [];
  return {
    trace: (call: CallTrace) => void calls.push(call),
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
  };
}
