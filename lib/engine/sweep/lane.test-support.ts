import { readFileSync } from 'node:fs';
import { compactDecrypt, importJWK } from 'jose';
import { defaults } from '../../../practice/defaults';
import { type Practice, startPractice } from '../../../practice/server';
import { controlCall } from '../../../practice/testing/portal';
import { ownDatabase } from '../../../scripts/own-database';
import type { Flow } from './gate.test-support';
import type { Evidence } from './invariants.test-support';
import { PortalProcess } from './portal-process.test-support';
import { Database, type Rows } from './rows.test-support';
import type { Signer } from './signer.test-support';
import { checkSecret, directoryText, newTenant, type Truth, truthOf } from './tenant.test-support';

/** One tenant in the hands of one admin. */
export interface Customer {
  readonly tenantId: string;
  readonly account: string;
}

/** What a case knows beside the database and the practice cloud. */
export type Known = Pick<Evidence, 'said' | 'toldConnected' | 'openIntents'>;

/** A practice cloud, a database and portal processes, for one case after another. Lanes run side by side and share nothing. */
export class Lane {
  readonly practice: Practice;
  readonly database: Database;
  /** How far ahead of real time the lane lives. It only grows. */
  shiftMs = 0;
  #auditedTo = 0;
  readonly #file: string;
  readonly #environment: Readonly<Record<string, string>>;
  #active: PortalProcess;
  #spare: PortalProcess;
  #neighbor: (Customer & { readonly directory: string; readonly rows: string }) | null = null;

  private constructor(practice: Practice, database: Database, portal: { file: string; environment: Readonly<Record<string, string>> }) {
    this.practice = practice;
    this.database = database;
    this.#file = portal.file;
    this.#environment = portal.environment;
    this.#active = this.#start();
    this.#spare = this.#start();
  }

  static async open(
    file: string,
    { environment, signer }: { environment: Readonly<Record<string, string>>; signer: Signer },
  ): Promise<Lane> {
    const redirectUris = [new URL('/api/sign-in/callback', environment['APP_BASE_URL']).href];
    const portal = { clientId: defaults.portalClientId, clientSecret: defaults.portalClientSecret, redirectUris };
    const practice = await startPractice({ port: 0, lagSeconds: 0, portal, signer: signer.service });
    const databaseUrl = await ownDatabase();
    const own = { DATABASE_URL: databaseUrl, PRACTICE_CLOUD_URL: practice.url, LOG_LEVEL: 'info', ...signer.settings(practice.url) };
    return new Lane(practice, await Database.open(databaseUrl), { file, environment: { ...environment, ...own } });
  }

  /** Lets time pass for the lane: its database, its practice cloud, and the portal that is told the new shift. */
  async letPass(milliseconds: number): Promise<number> {
    this.shiftMs += Math.max(0, Math.ceil(milliseconds));
    await this.database.setShift(this.shiftMs);
    await controlCall(this.practice.url, 'POST', '/clock', { offsetSeconds: this.shiftMs / 1000 });
    return this.shiftMs;
  }

  get portal(): PortalProcess {
    return this.#active;
  }

  /** What stands in for the process that was killed, started ahead. */
  replace(): void {
    this.#active = this.#spare;
    this.#spare = this.#start();
  }

  #start(): PortalProcess {
    return new PortalProcess(this.#file, this.#environment);
  }

  async newCustomer(flow: Flow): Promise<Customer> {
    await controlCall(this.practice.url, 'DELETE', '/faults');
    const customer = await newTenant(this.practice.url, flow);
    await controlCall(this.practice.url, 'DELETE', '/journal');
    return customer;
  }

  /** From here on this customer is the one whom nobody may touch. */
  async guard(neighbor: Customer): Promise<void> {
    this.#neighbor = { ...neighbor, ...(await this.#likeness(neighbor)) };
  }

  /** Sessions and departures are left out: the background worker takes away those that are over. */
  async #likeness({ tenantId }: Customer): Promise<{ directory: string; rows: string }> {
    return {
      directory: await directoryText(this.practice.url, tenantId),
      rows: await this.database.text(tenantId, ['sessions', 'consent_requests']),
    };
  }

  async evidence({ tenantId }: Customer, known: Known): Promise<Evidence> {
    const [rows, truth] = await Promise.all([this.database.rows(tenantId), truthOf(this.practice.url, tenantId)]);
    const [newest] = rows.stored;
    const workingKeyId = newest ? await this.#workingKeyId(newest, truth) : null;
    const now = this.#neighbor && (await this.#likeness(this.#neighbor));
    const neighborUntouched = now === null || (now.directory === this.#neighbor?.directory && now.rows === this.#neighbor.rows);
    return { ...known, tenantId, rows, truth, workingKeyId, neighborUntouched, brokenAuditLines: await this.brokenAuditLines() };
  }

  /** The key of the app with which FortifyData gets in by a stored record: by the secret that is sealed in it, or by its certificate. */
  async #workingKeyId({ tenant_id, app_id, jwe, thumbprint }: Rows['stored'][number], truth: Truth): Promise<string | null> {
    const application = truth.applications.find(({ appId }) => appId === app_id);
    if (jwe === null) return application?.keyCredentials.find((item) => item.thumbprint === thumbprint)?.keyId ?? null;
    const secret = await this.#openSealed(jwe);
    return checkSecret(this.practice.url, { tenantId: tenant_id, appId: app_id, secret });
  }

  /** @param since the line after which to look; 0 looks at the whole chain */
  async brokenAuditLines(since = this.#auditedTo): Promise<number> {
    const { broken, last } = await this.database.audit(since);
    this.#auditedTo = last;
    return broken;
  }

  /** Opens a sealed text as FortifyData does, with the private key that belongs to the configured one. */
  async #openSealed(jwe: string): Promise<string> {
    const key = await importJWK(JSON.parse(readFileSync(this.#environment['SEAL_PRIVATE_KEY'] ?? '', 'utf8')), 'ECDH-ES+A256KW');
    const { plaintext } = await compactDecrypt(jwe, key);
    return String(JSON.parse(new TextDecoder().decode(plaintext)).secretValue);
  }

  async close(): Promise<void> {
    await Promise.all([this.#active.stop(), this.#spare.stop(), this.database.end()]);
    await this.practice.close();
  }
}
