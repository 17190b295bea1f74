import type { ConnectionKey } from '../data/data';
import { isCertificate } from '../domain/certificate';
import type { ConnectionRecord } from '../domain/connection';
import type { CredentialRecord } from '../domain/credential';
import { desiredFor } from '../domain/desired';
import type { Facts } from '../domain/facts';
import { judgeProof, type ProofVerdict } from '../domain/judge-proof';
import { log } from '../log';
import type { ProofReport } from '../sealer/messages';
import type { SealerRun } from '../sealer/sealer-run';
import type { Ports } from './ports';
import { wantedRoles } from './wanted-roles';

const patienceMs = 45_000;
const betweenTriesMs = 50;

/** Shared by the framework's several copies of this module. */
const shared = globalThis as typeof globalThis & { defenderConnectProofs?: Map<string, Promise<void>> };
const recordings = () => {
  shared.defenderConnectProofs ??= new Map();
  return shared.defenderConnectProofs;
};

/**
 * Records the proof of an attempt when its sealer reports, browser open or not. A proof that finds no room in time is lost, which is
 * safe: the attempt counts as interrupted after its deadline, its key is removed, and a new one is made.
 */
export function watchProof(ports: Ports, key: ConnectionKey, sealing: { attempt: string; run: SealerRun }): void {
  const recorded = sealing.run.proof
    .then((report) => (report ? record(ports, key, { attempt: sealing.attempt, report }) : undefined))
    .catch((error: unknown) => log.error('proof-not-recorded', { connection: key.id, attempt: sealing.attempt, error }))
    .finally(() => recordings().delete(sealing.attempt));
  recordings().set(sealing.attempt, recorded);
}

/** Resolves when the proof of an attempt that runs in this process has been recorded; null when none runs here. */
export function proofRecorded(attempt: string): Promise<void> | null {
  return recordings().get(attempt) ?? null;
}

/** A proof is hard to come by: a busy lease, a stale write or a database that is away for a moment must not lose it. */
async function record(ports: Ports, key: ConnectionKey, proved: { attempt: string; report: ProofReport }): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const failure = await tryToRecord(ports, key, proved).then(
      (recorded) => (recorded ? null : new Error('another worker holds the connection')),
      (error: unknown) => error,
    );
    if (failure === null) return;
    if (performance.now() - startedAt > patienceMs) throw failure;
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  }
}

async function tryToRecord(ports: Ports, key: ConnectionKey, proved: { attempt: string; report: ProofReport }): Promise<boolean> {
  const held = await ports.data.lease(key);
  if (!held) return false;
  try {
    const facts = proofFacts(ports, held.record, proved);
    if (facts) await ports.data.write(held.lease, held.record, { actor: 'sealer', action: 'proof.recorded', facts });
    return true;
  } finally {
    await ports.data.release(held.lease).catch(() => undefined);
  }
}

function proofFacts(ports: Ports, connection: ConnectionRecord, proved: { attempt: string; report: ProofReport }): Facts | null {
  const credential = connection.credentials.find((item) => item.attempt === proved.attempt);
  const { observed } = connection;
  if (!credential || !observed || !['sealed', 'delivered'].includes(credential.state)) return null;
  const at = ports.now();
  const desired = desiredFor({ observed, leftOut: connection.leftOut, callbackUrl: ports.settings.callbackUrl });
  const { proof } = proved.report;
  const { problem, evidence } = verdictOn(proved.report, credential) ?? judgeProof(proof, wantedRoles(desired));
  if (!problem) return { proof, credentials: [{ ...credential, provedAt: at }] };
  return { proof, credentials: [{ ...credential, state: 'unproved' }], problem: { code: problem, at, evidence } };
}

const signerProblems = {
  unavailable: 'certificate-signer-unavailable',
  refused: 'certificate-signer-unavailable',
  mismatch: 'certificate-signer-mismatch',
} as const;

/** What is said of a certificate in other words than of a secret; null: the proof itself is judged. */
function verdictOn({ signer, proof }: ProofReport, credential: CredentialRecord): ProofVerdict | null {
  if (signer) return { problem: signerProblems[signer], evidence: { Code: `signer: ${signer}` } };
  const refused = proof.apis.find((api) => api.tokenRoles === null && api.code === 'AADSTS700027');
  return refused && isCertificate(credential) ? { problem: 'certificate-not-accepted', evidence: { Code: 'AADSTS700027' } } : null;
}
