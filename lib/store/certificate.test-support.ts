import { generateKeyPairSync, sign } from 'node:crypto';

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts);
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const time = (date: Date): Buffer => tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
const bits = (body: Buffer): Buffer => tlv(0x03, Buffer.from([0]), body);

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * A self-signed certificate (RFC 5280) for host names, valid for one day: server, client and authority in one. Written out because
 * tests may not depend on an openssl program being installed.
 */
export function certificateFor(commonName: string, hosts: readonly string[] = []): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sha256WithRsa = sequence(oid('2a864886f70d01010b'), tlv(0x05));
  const name = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(commonName)))));
  const validity = sequence(time(new Date(Date.now() - 60_000)), time(new Date(Date.now() + 86_400_000)));
  const names = sequence(oid('551d11'), tlv(0x04, sequence(...hosts.map((host) => tlv(0x82, Buffer.from(host))))));
  const extensions = hosts.length === 0 ? [] : [tlv(0xa3, sequence(names))];
  const version = tlv(0xa0, tlv(0x02, Buffer.from([2])));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(version, tlv(0x02, Buffer.from([1])), sha256WithRsa, name, validity, name, key, ...extensions);
  const der = sequence(body, sha256WithRsa, bits(sign('sha256', body, privateKey)));
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
