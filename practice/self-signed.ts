import { createHash, createSign, generateKeyPairSync } from 'node:crypto';

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const sequence = (...parts: readonly Buffer[]) => tlv(0x30, ...parts);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const utcTime = (date: Date) => tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
const sha256WithRsa = sequence(oid('2a864886f70d01010b'), tlv(0x05));
const sha256WithEcdsa = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))));

function alternativeNames(hosts: readonly string[]): Buffer {
  const names = sequence(...hosts.map((host) => tlv(0x82, Buffer.from(host))));
  return tlv(0xa3, sequence(sequence(oid('551d11'), tlv(0x04, names))));
}

export interface SelfSignedOptions {
  readonly kind: 'rsa' | 'ec';
  readonly from: Date;
  readonly to: Date;
}

const dayMs = 86_400_000;
const oneDay = () => ({ from: new Date(Date.now() - dayMs / 24), to: new Date(Date.now() + dayMs) });

/**
 * A self-signed certificate (RFC 5280) made on the spot, so that no private key lies in the project.
 * @param kind `rsa`, 2048 bits, as Microsoft wants it of whoever signs; `ec`, made in no time, where nobody does
 */
export function selfSigned(name: string, hosts: readonly string[], { kind, ...valid }: SelfSignedOptions = { kind: 'rsa', ...oneDay() }) {
  const { publicKey, privateKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = kind === 'rsa' ? sha256WithRsa : sha256WithEcdsa;
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1, 35, 69, 103])),
    algorithm,
    commonName(name),
    sequence(utcTime(valid.from), utcTime(valid.to)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    alternativeNames(hosts),
  );
  const signature = createSign('sha256').update(content).sign(privateKey);
  const der = sequence(content, algorithm, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    base64: der.toString('base64'),
    thumbprintSha256: createHash('sha256').update(der).digest('hex').toUpperCase(),
  };
}
