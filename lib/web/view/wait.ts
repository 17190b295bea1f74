import type { WaitView } from '../../contract/connection';
import type { Change, WaitReason } from '../../domain/change';
import type { ConnectionRecord } from '../../domain/connection';
import { undelivered, waitsSince } from '../../domain/delivery';
import type { ViewContext } from './connection-view';

interface WaitWords {
  readonly title: string;
  readonly lead: string;
  readonly sentence: string;
  readonly usualToSeconds: number;
  /** null: at growing distances. */
  readonly lookEverySeconds: number | null;
}

/** Usual times come from Microsoft's documentation and field reports; they are ranges for the meter, no promises. */
const words: Readonly<Record<WaitReason, WaitWords>> = {
  replication: {
    title: 'Microsoft is copying the new app',
    lead: 'It is created. Microsoft now copies it to its other data centers. The next step opens when two reads in a row show it complete.',
    sentence: 'The app is created. Waiting until Microsoft shows it everywhere.',
    usualToSeconds: 40,
    lookEverySeconds: 3,
  },
  grants: {
    title: 'Microsoft is recording the approval',
    lead: 'We read back what was granted. The next step opens when all permissions show.',
    sentence: 'Waiting until Microsoft lists every permission as granted.',
    usualToSeconds: 30,
    lookEverySeconds: 3,
  },
  proof: {
    title: 'Trying out the connection',
    lead: 'You approved and the key is sealed. Now we check that each permission is really there.',
    sentence: 'Tokens and APIs are tried out. A new key may need seconds, at times minutes, before Microsoft accepts it.',
    usualToSeconds: 30,
    lookEverySeconds: 1,
  },
  throttled: {
    title: 'Microsoft asks us to slow down',
    lead: 'Your organization gets many requests at the moment. Nothing is lost: we go on as soon as Microsoft lets us.',
    sentence: 'Waiting as long as Microsoft asked for.',
    usualToSeconds: 60,
    lookEverySeconds: 5,
  },
  'microsoft-unavailable': {
    title: 'Microsoft does not answer right now',
    lead: 'Nothing is broken and nothing is lost. We keep trying, and you can come back to this page at any time.',
    sentence: 'Trying again until Microsoft answers.',
    usualToSeconds: 60,
    lookEverySeconds: 5,
  },
  delivery: {
    title: 'The sealed key is being delivered',
    lead: 'The key is made and sealed. FortifyData’s store has not taken it yet; the sealed key is safe here until it does. We go on by ourselves: you can close this page.',
    sentence: 'Trying again until the store takes it.',
    usualToSeconds: 60,
    lookEverySeconds: null,
  },
  'key-lookup': {
    title: 'Looking for a key whose answer was lost',
    lead: 'Microsoft did not answer when a key was made. We look whether it is there before we go on, so that none is left over.',
    sentence: 'Looking at Microsoft’s list of keys until it is certain.',
    usualToSeconds: 60,
    lookEverySeconds: 10,
  },
  'shorter-key': {
    title: 'We ask for a key with a shorter life',
    lead: 'A policy of your organization limits how long a key may be valid. Microsoft does not say how long, so we ask for less until it agrees.',
    sentence: 'Asking for a shorter life. No key was made so far.',
    usualToSeconds: 20,
    lookEverySeconds: 1,
  },
  'held-up': {
    title: 'We begin the last step again',
    lead: 'On our side the step took too long to start. Nothing was sent to Microsoft, and no key was made.',
    sentence: 'Beginning again with a new attempt.',
    usualToSeconds: 10,
    lookEverySeconds: 1,
  },
};

/** Said once the alarm was raised, which is a fact of the record. */
const alarmedLead =
  'FortifyData’s store has not taken the sealed key for a long time, and an alarm was raised at FortifyData. Nothing is lost and nothing is needed from you. We go on by ourselves: you can close this page.';

const certificateAlarmedLead =
  'FortifyData’s store has not taken the record of the app for a long time, and an alarm was raised at FortifyData. Nothing is lost and nothing is needed from you. We go on by ourselves: you can close this page.';

/** The app was there before. */
const repaired: WaitWords = {
  ...words.replication,
  title: 'Microsoft is copying the repaired app',
  lead: 'It is repaired. Microsoft now copies it to its other data centers. The next step opens when two reads in a row show it complete.',
  sentence: 'The app is repaired. Waiting until Microsoft shows it everywhere.',
};

/** An API's entry was added, and no app is made before it shows. */
const entryAdded: WaitWords = {
  ...words.replication,
  title: 'Microsoft is adding the entry of an API',
  lead: 'We added it to your organization. The next step opens when a read shows it, mostly within a minute.',
  sentence: 'An API’s entry is added. Waiting until Microsoft shows it.',
};

/** The app was whole everywhere before: what Microsoft is behind with now is a later change of it. */
const behind: WaitWords = {
  ...words.replication,
  title: 'Microsoft is catching up',
  lead: 'Microsoft is still at work on an earlier change of the app. We try again by ourselves.',
  sentence: 'Waiting until Microsoft has caught up with an earlier change of the app.',
};

/** Where FortifyData's certificate is on the app, and there is no key. */
const byCertificate: Partial<Record<WaitReason, WaitWords>> = {
  proof: {
    ...words.proof,
    lead: 'You approved, and FortifyData’s certificate is on the app. Now we check that each permission is really there.',
    sentence: 'Tokens and APIs are tried out. A new certificate may need seconds, at times minutes, before Microsoft accepts it.',
  },
  delivery: {
    ...words.delivery,
    title: 'FortifyData’s store is being told',
    lead: 'FortifyData’s certificate is on the app. FortifyData’s store has not taken the record that says so; it is kept here until it does. We go on by ourselves: you can close this page.',
  },
};

/** After the removal of keys that are not to stay. */
const removing: WaitWords = {
  ...words.replication,
  title: 'Microsoft is taking old keys off its lists',
  lead: 'The new key works, and old ones are removed. The connection is complete when Microsoft’s list shows the new one and none of them.',
  sentence: 'Waiting until Microsoft lists no old key any more.',
};

const longLead = 'Nothing is broken and nothing is lost. We keep looking, and you can come back to this page at any time.';

/** The wait as people read it: reason, elapsed time, expected time. null while nothing is waited for. */
export function waitOf(context: ViewContext): WaitView | null {
  const { record, next, operations, now } = context;
  if (next.kind !== 'change') return null;
  const proving = next.change.kind === 'proveAccess';
  const reason = record.waitReason ?? (proving ? 'proof' : null);
  const sealed = reason === 'delivery' ? undelivered(record) : null;
  const since = sealed ? waitsSince(sealed) : (record.waitingSince ?? (proving ? operations.at(-1)?.endedAt : null));
  if (!reason || !since) return null;
  const text = wordsOf(context, reason);
  const detail = operations.at(-1)?.detail;
  const isLong = reason !== 'delivery' && now.getTime() - since.getTime() > text.usualToSeconds * 2_000;
  return {
    title: isLong ? 'Microsoft needs longer than usual' : text.title,
    lead: isLong ? longLead : sealed?.deliveryAlarmedAt ? (record.certificate ? certificateAlarmedLead : alarmedLead) : text.lead,
    sentence: detail ? `${text.sentence} Last look: ${detail}.` : text.sentence,
    since: since.toISOString(),
    usualFromSeconds: 2,
    usualToSeconds: text.usualToSeconds,
    scaleSeconds: Math.max(120, text.usualToSeconds * 3),
    lookEverySeconds: text.lookEverySeconds && Math.max(text.lookEverySeconds, pauseSeconds(record, now)),
    mayReopen: mayReopen(context, since),
  };
}

function wordsOf({ record, next }: ViewContext, reason: WaitReason): WaitWords {
  if (reason !== 'replication') return (record.certificate && byCertificate[reason]) || words[reason];
  if (!record.applicationObjectId) return entryAdded;
  if (next.kind === 'change' && isLastRemoval(next.change)) return removing;
  if (record.stableAt) return behind;
  return record.adoption ? repaired : words.replication;
}

/** Keys that go when the new one is live. */
const isLastRemoval = (change: Change): boolean =>
  change.kind === 'removeForeignCredential' || (change.kind === 'removeCredential' && change.superseded !== undefined);

/** Microsoft may have asked for a longer pause than ours. */
const pauseSeconds = ({ notBefore }: ConnectionRecord, now: Date) =>
  notBefore ? Math.ceil((notBefore.getTime() - now.getTime()) / 1000) : 0;

/** After this time without all grants it may be that nothing, or not all, was approved. */
const doubtfulAfterMs = 60_000;

const mayReopen = ({ record, now }: ViewContext, since: Date) =>
  record.waitReason === 'grants' && now.getTime() - since.getTime() > doubtfulAfterMs;
