import type { SealerRun } from '../../sealer/sealer-run';
import type { Certificates, Sealers } from '../ports';
import { proofRecorded } from '../watch-proof';
import { shifted, unshifted } from './clock.test-support';

/** Sealers of this process that have not ended. */
const running = new Set<SealerRun>();

/** The sealers of the product; the harness knows which are at work, and what they say and hear of time is put into theirs and ours. */
export function watched(sealers: Sealers): Sealers {
  return {
    prepare: sealers.prepare,
    spawn: (order) => watchedRun(sealers.spawn({ ...order, notAfter: unshifted(order.notAfter) })),
  };
}

/** The same for proofs of the certificate. */
export const watchedCertificates = (certificates: Certificates): Certificates => ({
  certificate: certificates.certificate,
  prove: (order) => watchedRun(certificates.prove(order)),
});

function watchedRun(run: SealerRun): SealerRun {
  running.add(run);
  run.ended.then(() => running.delete(run));
  const proof = run.proof.then((report) => report && { ...report, proof: { ...report.proof, at: shifted(report.proof.at) } });
  return { ...run, proof };
}

/** Resolves when no sealer of this process is at work: what one asks of Microsoft after the end would be taken for the next tenant's. */
export async function sealersEnded(): Promise<void> {
  await Promise.all([...running].map(({ ended }) => ended));
}

const momentMs = 400;
const moment = () => new Promise<void>((resolve) => setTimeout(resolve, momentMs));

/** How often a proof whose sealer has ended was waited for: it is being recorded, or that stalls. */
const waits = new Map<string, number>();
const mostWaits = 4;

/** Waits a moment for a proof that can still come; false when none can: its sealer has ended and nobody gets on with recording it. */
export async function proofMayCome(attempt: string): Promise<boolean> {
  const recorded = proofRecorded(attempt);
  if (running.size > 0) {
    await Promise.race([...[...running].map(({ ended }) => ended), moment()]);
    return true;
  }
  if (recorded) await Promise.race([recorded, moment()]);
  const waited = (waits.get(attempt) ?? 0) + 1;
  waits.set(attempt, waited);
  return recorded !== null && waited < mostWaits;
}
