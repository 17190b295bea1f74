import type { HandedOn, HandOn, SealerMessage } from './messages';

/** A sealer's line to the web process. */
export interface Channel {
  /** Resolves when the message has left the process. */
  send(message: SealerMessage): Promise<void>;
  /** What is said to it next. */
  hear(): Promise<HandOn | HandedOn>;
}
