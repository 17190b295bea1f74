import { randomUUID } from 'node:crypto';
import type { ConnectionRecord } from '../../domain/connection';
import { consentOutcome } from '../../domain/consent';
import { proofEndsAt } from '../../domain/credential';
import { certificateHelps } from '../../domain/key-choices';
import { type NextStep, nextStep } from '../../domain/next-step';
import { manifest } from '../../domain/permissions';
import { PortalError } from '../../error';
import { actorOf } from '../../web/actor';
import { hashOf } from '../../web/sealing';
import { type AdminSession, currentSession } from '../../web/session';
import { advance } from '../advance';
import { chooseCertificate } from '../choose-certificate';
import { accept, type Command, decide, retry } from '../commands';
import { departureToConsent, returnFromConsent } from '../consent-return';
import type { Ports } from '../ports';
import type { SignInPorts } from '../sign-in-ports';
import { consentAt, type Seat, signInAt } from './browser.test-support';
import { proofMayCome } from './sealer-watch.test-support';

/** What the admin's browser reports while it goes on. */
export interface Tidings {
  readonly cookie: (cookie: string) => Promise<void>;
  /** The page waits; resolves when that time has passed. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The page said "Microsoft Defender is connected". */
  readonly connected: () => Promise<void>;
}

/** The admin and the browser: does what the page offers, one request a turn, and knows nothing of faults. */
export class Admin {
  cookie: string | null;
  readonly #ports: Ports;
  readonly #signIn: SignInPorts;
  readonly #seat: Seat;
  readonly #tidings: Tidings;

  constructor(outside: { ports: Ports; signIn: SignInPorts; seat: Seat; tidings: Tidings; cookie: string | null }) {
    this.cookie = outside.cookie;
    this.#ports = outside.ports;
    this.#signIn = outside.signIn;
    this.#seat = outside.seat;
    this.#tidings = outside.tidings;
  }

  /**
   * One request and what follows from its answer.
   * @returns true when the connection is complete and nothing is left to do
   * @throws what the portal's route would answer with an error page
   */
  async turn(): Promise<boolean> {
    const session = await currentSession(this.cookie);
    if (!session) return this.#signInAgain();
    try {
      const record = await advance(this.#ports, session.key, actorOf(session));
      return await this.#follow(session, record);
    } catch (error) {
      if (error instanceof PortalError && error.code === 'unauthenticated') return this.#signInAgain();
      throw error;
    }
  }

  async #signInAgain(): Promise<false> {
    this.cookie = await signInAt(this.#seat, this.#signIn);
    await this.#tidings.cookie(this.cookie);
    return false;
  }

  async #follow(session: AdminSession, record: ConnectionRecord): Promise<boolean> {
    if (record.connectedAt && !record.problem) await this.#tidings.connected();
    const next = this.#next(session, record);
    if (next.kind === 'nothing') return true;
    if (next.kind === 'admin') await this.#decide(session, { record, why: next.why });
    else if (next.kind === 'change') await this.#wait(record, next);
    return false;
  }

  #next({ person }: AdminSession, record: ConnectionRecord): NextStep {
    return nextStep(record, { callbackUrl: this.#ports.settings.callbackUrl, now: this.#ports.now(), who: person.oid });
  }

  async #decide(
    session: AdminSession,
    { record, why }: { record: ConnectionRecord; why: Extract<NextStep, { kind: 'admin' }>['why'] },
  ): Promise<void> {
    if (why === 'consent') return this.#consent(session);
    const command = why === 'decide' ? this.#acceptance(session, record) : this.#wayOut(record);
    await decide(this.#ports, session.key, { actor: actorOf(session), command });
  }

  /** An app made by hand is repaired and used, and loses its certificates, too; where there is none, one is made. */
  #acceptance(session: AdminSession, { observed }: ConnectionRecord): Command {
    const found = observed?.application ? undefined : observed?.namesakes[0];
    const adopt = found ? { objectId: found.objectId, removeCertificates: true } : null;
    const observedAt = observed?.at ?? new Date(0);
    return accept(this.#ports, actorOf(session), { manifestSha256: manifest.sha256, leaveOut: [], observedAt, adopt });
  }

  /** Where client secrets are forbidden, the certificate that is offered instead. */
  #wayOut({ problem }: ConnectionRecord): Command {
    const { certificates } = this.#ports;
    if (!problem || !certificates || !certificateHelps(problem.code)) return retry;
    return chooseCertificate(this.#ports, certificates.certificate.thumbprint);
  }

  async #consent(session: AdminSession): Promise<void> {
    const actor = actorOf(session);
    const state = randomUUID();
    const departure = { stateHash: hashOf(state), sessionHash: session.idHash };
    const location = await departureToConsent(this.#ports, session.key, { actor, state, ...departure });
    const query = await consentAt(this.#seat, location);
    const outcome = consentOutcome({ error: query.get('error'), description: query.get('error_description'), subcode: null });
    await returnFromConsent(this.#ports, session.key, { actor, departure, outcome });
  }

  /** The page waits as long as the portal says; here that time passes at once. */
  async #wait(record: ConnectionRecord, { change }: Extract<NextStep, { kind: 'change' }>): Promise<void> {
    const now = Date.now();
    if (record.notBefore && record.notBefore.getTime() > now) return this.#tidings.wait(record.notBefore.getTime() - now + 1);
    if (change.kind !== 'proveAccess' || (await proofMayCome(change.attempt))) return;
    const credential = record.credentials.find(({ attempt }) => attempt === change.attempt);
    await this.#tidings.wait((credential ? proofEndsAt(credential).getTime() : now) - now + 1000);
  }
}
