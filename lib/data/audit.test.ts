import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type AuditEntry, appendAudit } from './audit';
import { owner, withOwnDatabase } from './owned.test-data';
import { inTenant } from './prisma';

withOwnDatabase();

interface Line {
  readonly seq: string;
  readonly at_micros: string;
  readonly actor: string;
  readonly action: string;
  readonly tenant_id: string | null;
  readonly connection_id: string | null;
  readonly details: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

const eight = (value: string) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const four = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string) => [four(Buffer.byteLength(value)), Buffer.from(value)];
const uuid = (value: string | null) => [Buffer.from(value?.replaceAll('-', '') ?? '', 'hex'), four(value === null ? 0 : 16)];

/** The hash of a line as the migration documents it, made without the database. */
function hashOf(line: Line, previous: Buffer): Buffer {
  const numbers = [previous, eight(line.seq), eight(line.at_micros)];
  const words = [...text(line.actor), ...text(line.action), ...uuid(line.tenant_id), ...uuid(line.connection_id), ...text(line.details)];
  return createHash('sha256')
    .update(Buffer.concat([...numbers, ...words]))
    .digest();
}

const origin = createHash('sha256').update('defender-connect audit chain').digest();

/** The sequence number of the first line that does not fit, or null. */
function firstBadLine(lines: readonly Line[]): string | null {
  let previous = origin;
  for (const [index, line] of lines.entries()) {
    const fits = line.seq === String(index + 1) && line.previous_hash.equals(previous) && line.hash.equals(hashOf(line, previous));
    if (!fits) return line.seq;
    previous = line.hash;
  }
  return null;
}

const tenantId = '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901';
const second: AuditEntry = {
  actor: `oid@${tenantId}`,
  action: 'second',
  tenantId,
  connectionId: null,
  details: { b: 2, a: 'x', c: null, d: true },
};
const entries: readonly AuditEntry[] = [
  { actor: 'portal', action: 'first', tenantId: null, connectionId: null, details: {} },
  second,
  { actor: 'Ünï\u2028cödé', action: 'third', tenantId, connectionId: '0b3f7a52-6d1c-4e89-9a27-58c1f4e0d936', details: { text: '"\\\n' } },
];
const append = (entry: AuditEntry) => inTenant(tenantId, (tx) => appendAudit(tx, entry));

async function lines(): Promise<Line[]> {
  for (const entry of entries) await append(entry);
  return (await owner().query<Line>('SELECT * FROM audit_lines ORDER BY seq')).rows;
}

describe('the audit chain', () => {
  test('is recomputed from the fields alone, and ends where the head says', async () => {
    const all = await lines();
    expect(firstBadLine(all)).toBeNull();
    const head = await owner().query<{ seq: string; hash: Buffer }>('SELECT seq, hash FROM audit_head');
    expect(head.rows).toEqual([{ seq: all.at(-1)?.seq, hash: all.at(-1)?.hash }]);
  });

  test('has no gap and no branch after 50 lines at once', async () => {
    await Promise.all(Array.from({ length: 50 }, () => append(second)));
    expect(firstBadLine(await lines())).toBeNull();
  });

  test('holds the time in microseconds and the details in a fixed order', async () => {
    const all = await lines();
    const last = all.at(-2);
    expect(Math.abs(Number(last?.at_micros) / 1000 - Date.now())).toBeLessThan(60_000);
    expect(last?.details).toBe('{"a":"x","b":2,"c":null,"d":true}');
  });

  const changes: readonly [string, (line: Line) => Line][] = [
    ['actor', (line) => ({ ...line, actor: `${line.actor}x` })],
    ['action', (line) => ({ ...line, action: 'other' })],
    ['time', (line) => ({ ...line, at_micros: String(BigInt(line.at_micros) + 1n) })],
    ['tenant', (line) => ({ ...line, tenant_id: null })],
    ['connection', (line) => ({ ...line, connection_id: tenantId })],
    ['details', (line) => ({ ...line, details: '{}' })],
    ['hash', (line) => ({ ...line, hash: origin })],
    [
      'a letter moved from one field to the next',
      (line) => ({ ...line, actor: line.actor.slice(0, -1), action: `${line.actor.slice(-1)}${line.action}` }),
    ],
  ];
  test.each(changes)('shows a changed line: %s', async (_, change) => {
    const changed = (await lines()).map((line) => (line.seq === '2' ? change(line) : line));
    expect(firstBadLine(changed)).toBe('2');
  });

  test('shows a changed line whose own hash was made anew', async () => {
    const changed = (await lines()).map((line) => (line.seq === '2' ? { ...line, actor: 'x' } : line));
    const rehashed = changed.map((line) => (line.seq === '2' ? { ...line, hash: hashOf(line, line.previous_hash) } : line));
    expect(firstBadLine(rehashed)).toBe('3');
  });

  test('shows a deleted line, lines that changed places, and a line put in', async () => {
    const [one, two, three, ...rest] = await lines();
    if (!one || !two || !three) throw new Error('three lines were written');
    expect(firstBadLine([one, three, ...rest])).toBe('3');
    expect(firstBadLine([one, three, two, ...rest])).toBe('3');
    expect(firstBadLine([one, two, { ...two, seq: '3' }, three, ...rest])).toBe('3');
    expect(firstBadLine([two, three, ...rest])).toBe('2');
  });
});
