import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchFile } from './fetch-file';
import type { Staff, TokenAnswer } from './staff';

let server: Server;
let origin = '';
let reply: RequestListener;

beforeEach(async () => {
  server = createServer((request, response) => reply(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
});

const staff = (token: TokenAnswer): Staff => ({
  account: 'rhea@fortifydata.example',
  name: 'Rhea',
  oid: 'oid',
  signIn: () => {},
  signOut: () => {},
  token: async () => token,
});
const had = (token: TokenAnswer = { kind: 'ok', token: 'first' }) => fetchFile(staff(token), `${origin}/export.csv`);

test('a file comes whole', async () => {
  reply = (_, response) => response.end('a,b\n');
  const answer = await had();
  expect('file' in answer && (await answer.file.text())).toBe('a,b\n');
});

test('a file that breaks off is none, and it is said so', async () => {
  reply = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.write('a,b\n', () => response.destroy());
  };
  expect(await had()).toEqual({ fault: 'No file: it broke off on the way. Try again.' });
});

test('a sign-in that has ended and a missing role are said, not “try again”', async () => {
  expect(await had({ kind: 'ended' })).toEqual({ fault: 'No file: your sign-in has ended. Sign in again, then try once more.' });
  reply = (_, response) => response.writeHead(403).end(JSON.stringify({ reason: 'The app role is missing.' }));
  expect(await had()).toEqual({ fault: 'No file. The app role is missing.' });
});
