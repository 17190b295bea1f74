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
import { interrupted } from './interrupted';
import type { Ports } from './ports';
import { proofCalls } from './proof-calls';
import { wantedRoles } from './wanted-roles';

const patienceMs = 45_000;
const betweenTriesMs = 50;
/** One try takes as long as the database needs for an answer, or for saying that it gives none. */
const stuckMs = 10_000;
/** A word is good for 30 s. One that did not reach the database is said again with the next tick. */
const betweenBeatsMs = 8_000;
const tickMs = 2_000;
/** A key that was just made is written within the one change of its lease, 40 s at most. */
const mostVainWords = 6;

/** A proof that runs in this process. */
interface Watched {
  readonly recorded: Promise<void>;
  readonly run: SealerRun;
}

/** A process at work on the proof of an attempt. */
interface Sealing {
  readonly attempt: string;
  readonly run: SealerRun;
  /** False: there is no key, and so nothing to be recorded of it. */
  readonly made: boolean;
}

/** Shared by the framework's several copies of this module. */
const shared = globalThis as typeof globalThis & { defenderConnectProofs?: Map<string, Watched>; defenderConnectProofsAwaited?: boolean };
const watched = () => {
  shared.defenderConnectProofs ??= new Map();
  return shared.defenderConnectProofs;
};

/**
 * Records the proof of an attempt when its sealer reports, browser open or not; or, when the sealer has ended without one, that it was
 * interrupted, so that nobody waits for it. Until then this process says now and again that it is at work. What finds no room in time is
 * lost, which is safe: when nothing is said any more the attempt counts as interrupted, its key is removed, and a new one is made.
 */
export function watchProof(ports: Ports, key: ConnectionKey, sealing: Sealing): void {
  const { attempt, run, made } = sealing;
  const beats = made ? beating(() => ports.data.stillProving(key, attempt), run.end) : undefined;
  const letGo = () => {
    clearInterval(beats);
    watched().delete(attempt);
  };
  const recorded = run.proof
    .then((report) => (report || made ? record(ports, key, { attempt, report, stuck: letGo }) : undefined))
    .catch((error: unknown) => log.error('proof-not-recorded', { connection: key.id, attempt, error }))
    .finally(letGo);
  watched().set(attempt, { recorded, run });
}

/**
 * Says so every few seconds until its timer is cleared; one that still waits for the database is not said a second time. Once nobody waits for
 * the proof any more (somebody else gave the attempt up), or never has (the key could not be written down), it is over.
 */
function beating(say: () => Promise<boolean>, over: () => void): NodeJS.Timeout {
  let [ticks, busy, patience] = [0, false, mostVainWords];
  const tick = async () => {
    ticks += 1;
    if (busy || ticks * tickMs < betweenBeatsMs) return;
    busy = true;
    const said = await say().catch(() => null);
    busy = false;
    if (said !== null) ticks = 0;
    if (said === true) patience = 1;
    if (said === false) patience -= 1;
    if (patience === 0) over();
  };
  return setInterval(() => void tick(), tickMs);
}

/** Resolves when the proof of an attempt that runs in this process has been recorded; null when none runs here. */
export function proofRecorded(attempt: string): Promise<void> | null {
  return watched().get(attempt)?.recorded ?? null;
}

/**
 * Resolves when nothing more is to be recorded of the proofs that run in this process. One waits for all: while somebody does, everybody else
 * is let go at once, or each look at a page would wait as long as the slowest proof of all customers.
 */
export async function proofsRecorded(): Promise<void> {
  if (shared.defenderConnectProofsAwaited) return;
  shared.defenderConnectProofsAwaited = true;
  try {
    while (watched().size > 0) await Promise.all([...watched().values()].map(({ recorded }) => recorded));
  } finally {
    shared.defenderConnectProofsAwaited = false;
  }
}

/** Ends the sealers whose proofs run in this process: each is recorded as interrupted, and any other process goes on with a new key. */
export function interruptProofs(): void {
  for (const { run } of watched().values()) run.end();
}

/** A report, or null for a sealer that ended without one. */
interface Proved {
  readonly attempt: string;
  readonly report: ProofReport | null;
  /** Told when writing it down takes so long that nobody shall wait for it: what has ended is not under way. */
  readonly stuck: () => void;
}

/** A proof is hard to come by: a busy lease, a stale write or a database that is away for a moment must not lose it. */
async function record(ports: Ports, key: ConnectionKey, proved: Proved): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const stuck = setTimeout(proved.stuck, stuckMs);
    const failure = await tryToRecord(ports, key, proved).then(
      (recorded) => (recorded ? null : new Error('another worker holds the connection')),
      (error: unknown) => error,
    );
    clearTimeout(stuck);
    if (failure === null) return;
    if (performance.now() - startedAt > patienceMs) throw failure;
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  }
}

async function tryToRecord(ports: Ports, key: ConnectionKey, proved: Proved): Promise<boolean> {
  const held = await ports.data.lease(key);
  if (!held) return false;
  const { lease, record } = held;
  const facts = proofFacts(ports, record, proved);
  // somebody has just asked for a new look at the tenant: what the proof is judged by is there again in a moment
  const isEarly = facts === null && record.observed === null;
  try {
    const calls = proofCalls(proved.report?.trace ?? []);
    if (facts) await ports.data.write(lease, record, { actor: 'sealer', action: 'proof.recorded', facts, proofCalls: calls });
    else await ports.data.release(lease);
    return !isEarly;
  } catch (error) {
    await ports.data.release(lease).catch(() => undefined);
    throw error;
  }
}

function proofFacts(ports: Ports, connection: ConnectionRecord, proved: Proved): Facts | null {
  const credential = connection.credentials.find((item) => item.attempt === proved.attempt);
  const { observed } = connection;
  if (!credential || !observed || !['sealed', 'delivered'].includes(credential.state)) return null;
  const at = ports.now();
  if (!proved.report) {
    const { facts, problem } = interrupted(connection, credential);
    return problem ? { ...facts, problem: { ...problem, at } } : facts;
  }
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
