import type { ConnectionKey } from '../data/data';
import { disconnect } from '../data/prisma';
import { type Swept, sweepOver } from '../data/sweep';
import { findWork } from '../data/work';
import { type Ports, ports } from './ports';

/** What the background worker needs beside the engine: where work is, and what is over. */
export interface WorkerPorts {
  readonly engine: Ports;
  /** Connections of all tenants that wait for a worker, at most about `most`, less those that are to rest. */
  readonly findWork: (most: number, except: readonly string[]) => Promise<readonly ConnectionKey[]>;
  /** Takes away what is over, at most `most` rows of each kind. */
  readonly sweep: (most: number) => Promise<Swept>;
  /** Gives the connections to the database back; for a program that ends. */
  readonly close: () => Promise<void>;
}

/** The worker's outside in this deployment. */
export const workerPorts = (): WorkerPorts => ({ engine: ports(), findWork, sweep: sweepOver, close: disconnect });
