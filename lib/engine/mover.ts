import type { ConnectionRecord } from '../domain/connection';
import { type NextStep, nextStep, type Standpoint } from '../domain/next-step';
import { unattendedStep } from '../domain/unattended';
import type { Actor } from './ports';

/** The background worker: nobody's browser, no token, and no decision of its own. */
export const worker = { name: 'worker', accessToken: null } as const;

/** Who moves a connection on: a person at a browser, or the worker. */
export type Mover = Actor | typeof worker;

const isWorker = (mover: Mover): mover is typeof worker => 'name' in mover;

/** As the journal and the audit name it. */
export const moverName = (mover: Mover): string => (isWorker(mover) ? mover.name : `${mover.person.oid}@${mover.tenantId}`);

/** What this mover can do next. */
export function stepFor(mover: Mover, record: ConnectionRecord, from: Omit<Standpoint, 'who'>): NextStep {
  return isWorker(mover) ? unattendedStep(record, from) : nextStep(record, { ...from, who: mover.person.oid });
}

/** After a look that found nothing to do, the worker shall not look again before something changes. */
export const isIdleLook = (mover: Mover, next: NextStep): boolean => isWorker(mover) && next.kind === 'nothing';
