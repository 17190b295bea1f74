// Loaded into a web process before anything else (`node --import`): a machine whose clock is CLOCK_MINUTES ahead, or behind when negative.
// The programs that it starts run on the same machine, so they get the same clock. Timers keep real time.
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const minutes = process.env.CLOCK_MINUTES;
const aheadMs = Number(minutes) * 60_000;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [RealDate.now() + aheadMs], newTarget),
  get: (target, key) => (key === 'now' ? () => RealDate.now() + aheadMs : Reflect.get(target, key)),
});

const { spawn } = childProcess;
childProcess.spawn = (command, args, options) => {
  const env = { ...(options?.env ?? process.env), NODE_OPTIONS: `--import ${import.meta.url}`, CLOCK_MINUTES: minutes };
  return spawn(command, args, { ...options, env });
};
syncBuiltinESMExports();
