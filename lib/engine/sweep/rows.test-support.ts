import { Pool } from 'pg';
import { z } from 'zod';
import { installDatabaseClock, setDatabaseShift } from './database-clock.test-support';

const KeyIds = z.array(z.object({ keyId: z.string() }));
/** Old keys of both forms, and those that the record says are removed. */
const Adoption = z.object({ keys: KeyIds, removed: KeyIds });
const Connection = z.object({
  id: z.string(),
  state: z.string(),
  tenant_id: z.string(),
  lease_seconds: z.number().nullable(),
  /** The app made by hand that was chosen, with its keys as they were then. */
  adoption: Adoption.nullable(),
});
const Credential = z.object({
  state: z.string(),
  starts_at: z.date(),
  key_id: z.string().nullable(),
  /** null: a client secret. */
  thumbprint: z.string().nullable(),
  tenant_id: z.string(),
});
const Operation = z.object({ change: z.string(), outcome: z.string().nullable(), tenant_id: z.string() });
const Stored = z.object({
  key_id: z.string(),
  /** null: a certificate, of which there is only the thumbprint. */
  jwe: z.string().nullable(),
  thumbprint: z.string().nullable(),
  app_id: z.string(),
  tenant_id: z.string(),
});

/** What the portal's database says about a tenant. */
export interface Rows {
  /** null before the first sign-in. */
  readonly connection: z.infer<typeof Connection> | null;
  readonly credentials: readonly z.infer<typeof Credential>[];
  readonly operations: readonly z.infer<typeof Operation>[];
  /** Newest first. */
  readonly stored: readonly z.infer<typeof Stored>[];
  /** Every row of every table that names the tenant, as text. */
  readonly text: string;
}

const tables = ['connections', 'credentials', 'operations', 'consent_requests', 'sessions', 'stored_credentials', 'audit_lines'];
const ofConnection = (columns: string, table: string) =>
  `SELECT ${columns} FROM ${table} WHERE connection_id = (SELECT id FROM connections WHERE tenant_id = $1)`;
const lease = 'extract(epoch FROM lease_until - now())::float AS lease_seconds';

/** The portal's database past the portal, as the owner of the tables. */
export class Database {
  readonly #pool: Pool;

  private constructor(url: string) {
    this.#pool = new Pool({ connectionString: url, max: 2 });
  }

  /** Opens a database whose clock can be set. */
  static async open(url: string): Promise<Database> {
    const first = new Pool({ connectionString: url, max: 1 });
    await installDatabaseClock(first);
    await first.end();
    return new Database(url);
  }

  async rows(tenantId: string): Promise<Rows> {
    const ask = async (text: string) => (await this.#pool.query(text, [tenantId])).rows;
    const [connection] = await ask(`SELECT id, state, tenant_id, adoption, ${lease} FROM connections WHERE tenant_id = $1`);
    const credentials = await ask(ofConnection('state, starts_at, key_id, certificate_thumbprint AS thumbprint, tenant_id', 'credentials'));
    const operations = await ask(ofConnection('change, outcome, tenant_id', 'operations'));
    const stored = await ask(
      `${ofConnection('key_id, jwe, certificate_thumbprint AS thumbprint, app_id, tenant_id', 'stored_credentials')} ORDER BY stored_at DESC, starts_at DESC`,
    );
    return {
      connection: connection ? Connection.parse(connection) : null,
      credentials: z.array(Credential).parse(credentials),
      operations: z.array(Operation).parse(operations),
      stored: z.array(Stored).parse(stored),
      text: await this.text(tenantId),
    };
  }

  /** @param without tables to leave out */
  async text(tenantId: string, without: readonly string[] = []): Promise<string> {
    const texts = tables
      .filter((table) => !without.includes(table))
      .map((table) => `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE tenant_id = $1`);
    const { rows } = await this.#pool.query(`${texts.join(' UNION ALL ')} ORDER BY 1`, [tenantId]);
    return JSON.stringify(rows);
  }

  /** Sets how far ahead of real time the database lives. */
  async setShift(milliseconds: number): Promise<void> {
    await setDatabaseShift(this.#pool, milliseconds);
  }

  /**
   * Follows the chain of the audit from a line that was found good.
   * @returns how many lines do not follow from the one before and their own fields, and the last line
   */
  async audit(since: number): Promise<{ broken: number; last: number }> {
    const { rows } = await this.#pool.query(
      `SELECT count(*) FILTER (WHERE seq <> place OR previous_hash <> before
          OR hash <> audit_hash(before, seq, at_micros, actor, action, tenant_id, connection_id, details))::int AS broken,
        coalesce(max(seq), $1)::int AS last
      FROM (
        SELECT *, $1 + row_number() OVER (ORDER BY seq) AS place, lag(hash, 1, start.hash_before) OVER (ORDER BY seq) AS before
        FROM audit_lines, (SELECT coalesce((SELECT hash FROM audit_lines WHERE seq = $1),
          sha256(convert_to('defender-connect audit chain', 'UTF8'))) AS hash_before) start
        WHERE seq > $1
      ) line`,
      [since],
    );
    return z.object({ broken: z.number(), last: z.number() }).parse(rows[0]);
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}
