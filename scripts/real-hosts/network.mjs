// The network of the test: loopback and nothing else. Runs inside of the private namespaces, as their root.
import { spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

export const microsoftHosts = [
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'api.security.microsoft.com',
  'api.securitycenter.microsoft.com',
];
const [portalAddress, resolverAddress] = ['127.0.0.2', '127.0.0.53'];

/** ioctl SIOCSIFFLAGS with IFF_UP, for systems without the `ip` program; git brings perl. */
const upByPerl = 'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0) && ioctl(S, 0x8914, pack("a16 s", "lo", 1)) or exit 1';

/** Switches this namespace's loopback device on. Gives whether it is on. */
export function loopbackUp() {
  return [
    ['ip', ['link', 'set', 'lo', 'up']],
    ['perl', ['-e', upByPerl]],
  ].some(([program, args]) => spawnSync(program, args).status === 0);
}

/** Points Microsoft's names and the portal's to this machine, and every other name to a resolver of ours, for this namespace alone. */
export function mapNames(dir, portalHost) {
  const files = {
    hosts: `127.0.0.1 localhost ${microsoftHosts.join(' ')}\n::1 localhost\n${portalAddress} ${portalHost}\n`,
    'resolv.conf': `nameserver ${resolverAddress}\noptions timeout:1 attempts:1\n`,
    'nsswitch.conf': 'hosts: files dns\n',
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    fs.writeFileSync(file, text);
    if (!fs.existsSync(`/etc/${name}`)) continue;
    const { status, stderr } = spawnSync('mount', ['--bind', file, fs.realpathSync(`/etc/${name}`)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`/etc/${name} could not be replaced for this test: ${stderr}`);
  }
}

/** Answers every look-up with "no such name" and remembers it. Gives the list of names, which grows. */
export async function listenForLookups() {
  const names = [];
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, from) => {
    names.push(questionOf(query));
    const answer = Buffer.from(query);
    // a response (QR) with recursion available and the code NXDOMAIN (RFC 1035 section 4.1.1)
    answer[2] |= 0x80;
    answer[3] = 0x83;
    socket.send(answer, from.port, from.address);
  });
  await new Promise((resolve, reject) => socket.once('error', reject).bind(53, resolverAddress, resolve));
  socket.unref();
  return names;
}

function questionOf(query) {
  const labels = [];
  for (let at = 12; query[at] > 0; at += query[at] + 1) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
  return labels.join('.');
}

/** A proxy as PRODUCTION.md asks for: TLS at the portal's public name, plain http to the portal behind it. */
export async function tlsFront({ certificatePem, privateKeyPem }, portalPort) {
  const server = https.createServer({ cert: certificatePem, key: privateKeyPem, maxHeaderSize: 32_768 }, (request, response) => {
    const headers = { ...request.headers, 'x-forwarded-for': request.socket.remoteAddress, 'x-forwarded-proto': 'https' };
    const { method, url } = request;
    const passed = http.request({ host: '127.0.0.1', port: portalPort, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    request.pipe(passed);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(443, portalAddress, resolve));
  return server;
}
