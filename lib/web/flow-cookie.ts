import { z } from 'zod';
import { databaseNow } from '../data/clock';
import { readCookie, setCookie } from './cookies';
import { open, seal } from './sealing';

/** Secrets of a sign-in that this browser has begun. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly expiresAt: Date;
  /** A colleague who only approves signs in; absent: an admin. */
  readonly approver?: true | undefined;
  /** Begun to meet a demand of Microsoft for more proof. */
  readonly challenge?: boolean | undefined;
  /** Where it was begun, if not at Microsoft's shared authority. */
  readonly tenant?: string | undefined;
  /** The invitation that it was begun with, by its id. */
  readonly invitation?: string | undefined;
}

const lifeSeconds = 600;
/** Tabs that may sign in side by side. */
const mostPending = 3;

const Pending = z
  .array(
    z.strictObject({
      state: z.string(),
      nonce: z.string(),
      verifier: z.string(),
      expiresAt: z.coerce.date(),
      approver: z.literal(true).optional(),
      challenge: z.boolean().optional(),
      tenant: z.string().optional(),
      invitation: z.guid().optional(),
    }),
  )
  .max(mostPending);

/**
 * Sign-ins that this browser has begun and not ended, newest last. They live sealed in the browser's own cookie, so that a visitor who
 * never returns leaves nothing behind; that each is used once is the database's business.
 */
export async function readFlows(cookieHeader: string | null): Promise<PendingSignIn[]> {
  const sealed = readCookie(cookieHeader, 'flow');
  const text = sealed ? await open('sign-in-flow', '', sealed) : null;
  const parsed = Pending.safeParse(text ? JSON.parse(text) : []);
  const now = databaseNow();
  return (parsed.data ?? []).filter((flow) => flow.expiresAt > now);
}

/** The cookie with one more sign-in begun; the oldest gives way. */
export async function addFlow(cookieHeader: string | null, start: Omit<PendingSignIn, 'expiresAt'>): Promise<string> {
  const expiresAt = new Date(databaseNow().getTime() + lifeSeconds * 1000);
  const flows = [...(await readFlows(cookieHeader)), { ...start, expiresAt }].slice(-mostPending);
  return setCookie('flow', await seal('sign-in-flow', '', JSON.stringify(flows)), lifeSeconds);
}

/** The cookie without the sign-in of this state. */
export async function dropFlow(cookieHeader: string | null, state: string): Promise<string> {
  const flows = (await readFlows(cookieHeader)).filter((flow) => flow.state !== state);
  if (flows.length === 0) return setCookie('flow', '', 0);
  return setCookie('flow', await seal('sign-in-flow', '', JSON.stringify(flows)), lifeSeconds);
}
