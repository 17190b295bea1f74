import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { serialize } from 'node:v8';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildSealer } from './bundle.test-support';
import { startChild } from './child';
import type { SealerMessage } from './messages';
import { type FakeMicrosoft, fakeMicrosoft, orderFor, stall } from './microsoft.test-support';
import { usualLimits } from './proof-world';

const bundle = path.join(process.cwd(), 'dist/sealer.mjs');
/** Makes minutes pass in a fraction of a second: timers of a minute and more run 200 times faster. */
const hurried = 'const real = setTimeout; globalThis.setTimeout = (f, ms, ...rest) => real(f, ms >= 60000 ? ms / 200 : ms, ...rest);';

let microsoft: FakeMicrosoft;
beforeAll(buildSealer);
beforeEach(async () => {
  microsoft = await fakeMicrosoft();
});
afterEach(() => microsoft.close());

/** A sealer with its streams and raw messages in view, which the product never has. */
function watched(...flags: string[]) {
  const child: ChildProcess = spawn(process.execPath, [...flags, bundle], {
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const raw: unknown[] = [];
  child.on('message', (message) => raw.push(message));
  // Not the event `close`: Node leaves it out when the channel was closed from this side.
  const ended = Promise.all([once(child, 'exit'), printedOn(child.stdout), printedOn(child.stderr)]).then(([[code], out, err]) => ({
    code,
    printed: out + err,
  }));
  return { child, raw, ended };
}

/** An order as the web process sends it. */
const limited = async () => ({ ...(await orderFor(microsoft.origin)).order, limits: usualLimits });

const printedOn = (stream: Readable | null) => (stream ? text(stream) : '');
const hurry = `--import=data:text/javascript,${encodeURIComponent(hurried)}`;

describe('the process of a sealer', () => {
  test('sends no byte of the secret through its channel, prints nothing, and ends by itself after its report', async () => {
    const { child, raw, ended } = watched();
    const order = await limited();
    child.send(order);
    expect(await ended).toEqual({ code: 0, printed: '' });
    expect(raw.at(-1)).toMatchObject({ kind: 'proof' });
    const bytes = serialize(raw);
    for (const marker of [microsoft.secretText, order.delegatedToken]) {
      expect(bytes.includes(Buffer.from(marker))).toBe(false);
      expect(bytes.includes(Buffer.from(marker).toString('base64'))).toBe(false);
    }
  });

  test('ends when the web process goes away, in the middle of its work too', async () => {
    microsoft.token = stall;
    const { child, ended } = watched();
    child.send(await limited());
    await expect.poll(() => microsoft.seen.some((url) => url.includes('/token'))).toBe(true);
    child.disconnect();
    expect(await ended).toEqual({ code: 0, printed: '' });
  });

  test('ends by itself when no order comes', async () => {
    expect(await watched(hurry).ended).toEqual({ code: 0, printed: '' });
  });

  test('ends before its time is over whatever Microsoft does', async () => {
    microsoft.token = stall;
    const { child, raw, ended } = watched(hurry);
    child.send(await limited());
    expect(await ended).toEqual({ code: 1, printed: 'the sealer ran out of time\n' });
    expect(raw.map((message) => (message as SealerMessage).kind)).toEqual(['sealed']);
  });

  test('takes nothing for an order but an order, and says so in a fixed phrase', async () => {
    const { child, ended } = watched();
    child.send({ kind: 'MARKER' });
    expect(await ended).toEqual({ code: 1, printed: 'the sealer was given no order\n' });
  });

  test('fails with a fixed phrase, however broken its order is', async () => {
    const { child, raw, ended } = watched();
    child.send({ kind: 'order', delegatedToken: 'MARKER' });
    await ended;
    expect(await ended).not.toMatchObject({ printed: expect.stringContaining('MARKER') });
    expect(serialize(raw).includes('MARKER')).toBe(false);
    expect(microsoft.seen).toEqual([]);
  });

  test.skipIf(platform() === 'win32')('opens no inspector when it is asked to by a signal', async () => {
    const { child, ended } = watched();
    microsoft.addPassword = stall;
    child.send(await limited());
    await expect.poll(() => microsoft.seen.length).toBe(1);
    child.kill('SIGUSR1');
    child.disconnect();
    expect(await ended).toEqual({ code: 0, printed: '' });
  });
});

describe.skipIf(platform() !== 'linux')('the web process starts a sealer', () => {
  let child: ChildProcess;
  const proc = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  const start = async (options = {}) => {
    child = startChild(options);
    await expect.poll(() => proc('cmdline')).toContain('sealer.mjs');
    await expect.poll(() => proc('cmdline').startsWith(process.execPath)).toBe(true);
  };
  afterEach(() => child.kill('SIGKILL'));

  test('without its own environment', async () => {
    await start();
    const names = proc('environ')
      .split('\0')
      .filter(Boolean)
      .map((line) => line.split('=')[0]);
    expect(
      names.filter(
        (name) => !['NODE_ENV', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'PWD', 'OLDPWD', 'SHLVL', '_'].includes(name ?? ''),
      ),
    ).toEqual([]);
  });

  test('with its extra certificate authorities, when it has some', async () => {
    await start({ extraCaCerts: '/etc/ssl/private-ca.pem' });
    expect(proc('environ').split('\0')).toContain('NODE_EXTRA_CA_CERTS=/etc/ssl/private-ca.pem');
  });

  test('without flags for Node, so without inspector or reports', async () => {
    await start();
    expect(proc('cmdline').split('\0')).toEqual([process.execPath, bundle, '']);
  });

  test('without core dumps and without streams', async () => {
    await start();
    expect(proc('limits')).toMatch(/Max core file size\s+0\s+0\s/);
    expect([child.stdin, child.stdout, child.stderr]).toEqual([null, null, null]);
  });
});
