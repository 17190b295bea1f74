import type { IconName } from './icon';

/** good = proved, wait = waiting for Microsoft or a person, warn = your decision or care, bad = stopped or refused. */
export type Tone = 'good' | 'note' | 'info' | 'wait' | 'warn' | 'bad';

/** A tone never stands alone: every state has its icon besides its word. */
export const toneIcon: Record<Tone, IconName> = { good: 'check', note: 'info', info: 'info', wait: 'clock', warn: 'warn', bad: 'stop' };
