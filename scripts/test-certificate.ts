import { generateKeyPairSync, sign } from 'node:crypto';

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts);
const time = (date: Date): Buffer => tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

const sha256WithRsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
const name = sequence(tlv(0x31, sequence(Buffer.from('0603550403', 'hex'), tlv(0x0c, Buffer.from('portal test')))));

/**
 * Makes a self-signed certificate (RFC 5280) valid for one day from now; gives it and its private key as one PEM text.
 * Written out because tests may not depend on an openssl program being installed.
 */
export function testCertificate(): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = Date.now();
  const validity = sequence(time(new Date(now - 60_000)), time(new Date(now + 86_400_000)));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(tlv(0x02, Buffer.from([1])), sha256WithRsa, name, validity, name, key);
  const signature = tlv(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const certificate = sequence(body, sha256WithRsa, signature)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${certificate}-----END CERTIFICATE-----\n${privateKey.export({ type: 'pkcs8', format: 'pem' })}`;
}
