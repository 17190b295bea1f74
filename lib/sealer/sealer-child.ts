import type { ChildProcess } from 'node:child_process';
import type { HandedOn, HandOn, ProofProgress, SealerMessage, SealerOrder } from './messages';
import { sealerLifeMs } from './proof-world';
import { readSealerMessage } from './report';

/** A sealer ends by itself before this. */
const killAfterMs = sealerLifeMs + 5_000;

type Kind = SealerMessage['kind'];
type Of<K extends Kind> = Extract<SealerMessage, { readonly kind: K }>;

/** One process of a sealer, seen from the web process. No promise of it ever rejects. */
export interface SealerChild {
  /** The first message of one of these kinds; null when the process ended without it. */
  said<K extends Kind>(...kinds: readonly K[]): Promise<Of<K> | null>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  tell(message: SealerOrder | HandOn | HandedOn): void;
  /** Ends the process at once. */
  end(): void;
}

/** Listens to a process that has its order still to come. What it waits for is told as it says so. */
export function listenTo(child: ChildProcess, progress: (message: ProofProgress) => void): SealerChild {
  const heard: SealerMessage[] = [];
  const waiting = new Set<() => void>();
  let isGone = false;
  let goes: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    goes = resolve;
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
  const look = () => {
    for (const again of waiting) again();
  };
  const gone = () => {
    // Messages that were sent before the end are still delivered until the channel closes.
    const started = child.pid !== undefined;
    if (started && (child.connected || (child.exitCode === null && child.signalCode === null))) return;
    clearTimeout(killer);
    isGone = true;
    look();
    goes();
  };
  child.on('message', (raw) => {
    const message = readSealerMessage(raw);
    if (!message) return void child.kill('SIGKILL');
    if (message.kind === 'progress') return progress(message);
    heard.push(message);
    look();
  });
  for (const event of ['exit', 'disconnect', 'error']) child.on(event, gone);
  return {
    ended,
    said: (...kinds) =>
      new Promise((resolve) => {
        const isWanted = (message: SealerMessage): message is Of<(typeof kinds)[number]> =>
          (kinds as readonly Kind[]).includes(message.kind);
        const again = () => {
          const found = heard.find(isWanted);
          if (!found && !isGone) return void waiting.add(again);
          waiting.delete(again);
          resolve(found ?? null);
        };
        again();
      }),
    // A line that is cut is noticed by its end; a process that could not be started has none.
    tell: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    end: () => void child.kill('SIGKILL'),
  };
}
