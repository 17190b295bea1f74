import { PortalError } from '../error';
import type { CallTrace } from '../microsoft/microsoft';
import { MicrosoftError, type MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import type { SealerMessage, SealOrder } from './messages';
import { mayBeMade, mint, notSent } from './mint';
import { prove } from './prove';
import { type Minted, recipientOf, seal } from './seal';
import { loadMicrosoft, microsoftWorld } from './world';

/**
 * One order from beginning to end: make the secret, seal it at once, report the sealed text, prove access, report the proof. The
 * value is overwritten at the end, whatever happens.
 * @param send resolves when the message has left the process
 * @throws what cannot be reported, such as a broken channel
 */
export async function run(order: SealOrder, send: (message: SealerMessage) => Promise<void>): Promise<void> {
  const calls = traceOf();
  const made = await makeAndSeal(order, calls.trace);
  if ('error' in made) return send({ kind: 'mint-failed', error: made.error, trace: calls.take() });
  const { minted, jwe } = made;
  try {
    const { keyId, startsAt, expiresAt } = minted;
    await send({ kind: 'sealed', jwe, keyId, startsAt, expiresAt, trace: calls.take() });
    // Nobody depends on a progress report: the web process may be gone, and this process ends with it.
    const progress = (message: SealerMessage) => void send(message).catch(() => undefined);
    const proof = await prove(order.wantedRoles, await microsoftWorld(order, minted, { trace: calls.trace, progress }));
    await send({ kind: 'proof', proof, trace: calls.take() });
  } finally {
    minted.secret.fill(0);
  }
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
