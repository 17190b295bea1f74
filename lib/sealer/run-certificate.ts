import { failed } from '../microsoft/ask';
import type { AppProof } from '../microsoft/client-credentials';
import type { CallTrace } from '../microsoft/microsoft';
import type { Channel } from './channel';
import type { CertificateOrder, SealerMessage, SealerOrder, SignerFailure } from './messages';
import { prove } from './prove';
import { askSigner, isFresh, SignerError } from './signer';
import { worldOf } from './world';

/** How often a signer that does not answer is asked, and how long is waited in between. */
const pausesMs = [1_000, 2_000, 4_000] as const;

/**
 * Proves the certificate of an application as a secret is proved: three tokens, their roles, one read for each API. FortifyData's signer
 * makes the assertions; they live in this process alone. When the time is over there is nothing to hand on: the next one asks the signer.
 */
export async function proveCertificate(order: SealerOrder<CertificateOrder>, { send }: Pick<Channel, 'send'>): Promise<void> {
  const calls: CallTrace[] = [];
  const first = await patiently(order);
  if ('failure' in first) {
    return send({ kind: 'proof', proof: { at: new Date(), apis: [] }, trace: [], signer: first.failure });
  }
  const { cloud, tenantId, appId } = order;
  const progress = (message: SealerMessage) => void send(message).catch(() => undefined);
  const own = { cloud, tenantId, appId, proof: assertions(order, first.assertion) };
  const world = await worldOf(own, { trace: (call) => void calls.push(call), progress });
  const { proof, outOfTime } = await prove(order.wantedRoles, world, order.limits);
  await send({ kind: outOfTime ? 'out-of-time' : 'proof', proof, trace: calls });
}

async function patiently(order: CertificateOrder): Promise<{ assertion: string } | { failure: SignerFailure }> {
  for (let attempt = 0; ; attempt += 1) {
    const asked = await once(order);
    const pauseMs = pausesMs[attempt];
    if ('assertion' in asked || asked.failure !== 'unavailable' || pauseMs === undefined) return asked;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

const once = (order: CertificateOrder): Promise<{ assertion: string } | { failure: SignerFailure }> =>
  askSigner(order).then(
    (assertion) => ({ assertion }),
    (error: unknown) => ({ failure: error instanceof SignerError ? error.failure : 'unavailable' }),
  );

/** One assertion serves all three tokens; another is asked for when it has grown old in a long wait for Microsoft. */
function assertions(order: CertificateOrder, first: string): () => Promise<AppProof> {
  let current = Promise.resolve(first);
  return async () => {
    if (!isFresh(await current, order)) current = askSigner(order);
    try {
      return { assertion: await current };
    } catch {
      current = Promise.resolve(first);
      throw failed({ purpose: 'Ask the signer', effect: 'read', clientRequestId: null }, { kind: 'unavailable', code: 'signer' });
    }
  };
}
