// X.509 certificates (RFC 5280), written out, because no machine is promised to have openssl: a private authority for tests, servers'
// certificates from it, and the self-signed certificate by which the portal proves itself to Entra ID.
import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const tlv = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts) => tlv(0x30, ...parts);
const oid = (hex) => tlv(0x06, Buffer.from(hex, 'hex'));
const yes = tlv(0x01, Buffer.from([0xff]));
const bits = (bytes, unused = 0) => tlv(0x03, Buffer.from([unused]), bytes);
const nameOf = (text) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(text)))));
const timeOf = (date) => tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
const extension = (id, value, critical = false) => sequence(oid(id), ...(critical ? [yes] : []), tlv(0x04, value));
const sha256WithRsa = sequence(oid('2a864886f70d01010b'), tlv(0x05));

const pem = (label, der) => `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

/** What a certificate may be used for, as extensions: basicConstraints, keyUsage, extendedKeyUsage, subjectAltName. */
const authorityUse = [extension('551d13', sequence(yes), true), extension('551d0f', bits(Buffer.from([0x06]), 1), true)];
const clientUse = [extension('551d13', sequence(), true), extension('551d0f', bits(Buffer.from([0x80]), 7), true)];
const serverUse = (hosts) => [
  ...clientUse,
  extension('551d25', sequence(oid('2b06010505070301'))),
  extension('551d11', sequence(...hosts.map((host) => tlv(0x82, Buffer.from(host))))),
];

/**
 * Signs one certificate; `issuer` is { name, privateKey }, or absent for a self-signed one. Gives { certificatePem, privateKeyPem }:
 * RSA 3072, SHA-256, valid from an hour ago.
 */
function certificate({ name, extensions, days, issuer }) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const now = Date.now();
  const serial = randomBytes(16);
  serial[0] = 0x40 | (serial[0] & 0x3f);
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    sha256WithRsa,
    nameOf(issuer?.name ?? name),
    sequence(timeOf(new Date(now - 3_600_000)), timeOf(new Date(now + days * 86_400_000))),
    nameOf(name),
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions)),
  );
  const der = sequence(body, sha256WithRsa, bits(sign('sha256', body, issuer?.privateKey ?? privateKey)));
  return { certificatePem: pem('CERTIFICATE', der), privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }), privateKey };
}

/** A certificate by which a program proves who it is, signed by itself: what Entra ID takes for an app registration. */
export const programCertificate = (name, days = 365) => certificate({ name, extensions: clientUse, days });

/** A private authority for one test run: { certificatePem, issue(hosts) }, where `issue` gives a server's certificate with its key. */
export function privateAuthority(name) {
  const own = certificate({ name, extensions: authorityUse, days: 2 });
  const issuer = { name, privateKey: own.privateKey };
  return {
    certificatePem: own.certificatePem,
    issue: (hosts) => certificate({ name: hosts[0], extensions: serverUse(hosts), days: 1, issuer }),
  };
}
