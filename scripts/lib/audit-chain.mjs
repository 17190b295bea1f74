// The audit chain, recomputed without the database's own function: what the first migration documents, written a second time.
import { createHash } from 'node:crypto';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const origin = sha256(Buffer.from('defender-connect audit chain'));

const eight = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const four = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
/** Text goes in behind its length, an id in front of it. */
const text = (value) => Buffer.concat([four(Buffer.byteLength(value)), Buffer.from(value)]);
const uuid = (value) => Buffer.concat([Buffer.from(value?.replaceAll('-', '') ?? '', 'hex'), four(value === null ? 0 : 16)]);

const hashOf = (line, previous) =>
  sha256(
    previous,
    eight(line.seq),
    eight(line.at_micros),
    text(line.actor),
    text(line.action),
    uuid(line.tenant_id),
    uuid(line.connection_id),
    text(line.details),
  );

/** A chain to be checked line by line, oldest first. Each method gives null, or what is wrong in a sentence that names the line. */
export function auditChain() {
  let [seq, hash] = [0n, origin];
  return {
    get lines() {
      return seq;
    },
    /** Takes the next row of audit_lines. */
    add(line) {
      const expected = seq + 1n;
      if (BigInt(line.seq) !== expected) return `line ${expected} is missing: line ${line.seq} comes after line ${seq}`;
      if (!hash.equals(line.previous_hash)) return `line ${line.seq} does not continue the line before it`;
      const own = hashOf(line, hash);
      if (!own.equals(line.hash)) return `line ${line.seq} was changed: its hash is not that of its content`;
      [seq, hash] = [expected, own];
      return null;
    },
    /** Takes the row of audit_head, after the last line. */
    end(head) {
      if (!head) return 'the head of the chain is missing';
      if (BigInt(head.seq) > seq) return `line ${seq + 1n} is missing: the head stands at line ${head.seq}`;
      if (BigInt(head.seq) < seq) return `line ${BigInt(head.seq) + 1n} was added past the head`;
      return hash.equals(head.hash) ? null : `line ${seq} is not the one that the head was written with`;
    },
  };
}
