import type { ResultView } from '../../contract/result';
import { adoptedKeys } from '../../domain/adopted-keys';
import { foreignCertificates } from '../../domain/certificate';
import type { CredentialRecord } from '../../domain/credential';
import { foreignKeys } from '../../domain/foreign-keys';
import { compareGrants } from '../../domain/grants';
import { fullLifeDays } from '../../domain/key-life';
import { acceptedManifest } from '../../domain/permissions';
import type { Proof } from '../../domain/proof';
import { daysBetween, renewBy } from '../../domain/renewal';
import { currentCredential } from '../../domain/state';
import type { ViewContext } from './connection-view';

const dayMs = 86_400_000;
const answering = ['works', 'no-data', 'no-license'];

/** Health card, key and receipt facts of a connected tenant; null before. */
export function resultOf(context: ViewContext): ResultView | null {
  const { record, now } = context;
  const credential = currentCredential(record);
  const { proof, connectedAt, manifestHash } = record;
  if (!connectedAt || !manifestHash || !proof || !credential?.keyId) return null;
  const { consentBy, acceptedBy } = record;
  return {
    health: healthOf(context, proof),
    key: { ...keyOf(credential, now), keyId: credential.keyId },
    returnedBy: consentBy && { name: consentBy.name, account: consentBy.account },
    createdBy: acceptedBy && { name: acceptedBy.name, account: acceptedBy.account },
    grantedAt: (record.grantsCompleteAt ?? connectedAt).toISOString(),
    provedAt: proof.at.toISOString(),
    clientId: record.appId ?? '',
    adopted: adoptedKeys(record.adoption),
    manifest: acceptedManifest(manifestHash),
    nothingToChange: record.signedInAt > connectedAt,
  };
}

function keyOf(credential: CredentialRecord, now: Date) {
  const { startsAt, expiresAt, thumbprint = null, sealThumbprint } = credential;
  const days = daysBetween(startsAt, expiresAt);
  return {
    kind: thumbprint ? ('certificate' as const) : ('secret' as const),
    startsAt: startsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    days,
    daysLeft: Math.max(0, Math.ceil((expiresAt.getTime() - now.getTime()) / dayMs)),
    renewBy: renewBy(credential).toISOString(),
    limit: limitOf(credential, days),
    sealThumbprint,
    thumbprint,
  };
}

/** A secret lives less than usual for one reason alone. */
const limitOf = ({ thumbprint }: CredentialRecord, days: number): string | null =>
  !thumbprint && days < fullLifeDays ? `Valid for ${days} days, because a policy of your organization limits it.` : null;

function healthOf({ record, observed, desired }: ViewContext, proof: Proof): ResultView['health'] {
  const wanted = desired?.wantedGrants.length ?? 0;
  const granted = observed && desired ? compareGrants(desired.wantedGrants, observed.grants, observed.resources).granted.length : 0;
  const answers = proof.apis.filter((api) => answering.includes(api.answer));
  const allWork = proof.apis.every((api) => api.answer === 'works');
  const foreign = observed ? foreignKeys(record, observed).length + foreignCertificates(record, observed).length : 0;
  const aside = desired?.setAside.length ?? 0;
  const delegated = desired?.counts.delegated ?? 0;
  const limits =
    aside > 0
      ? ` ${aside} ${aside === 1 ? 'permission is' : 'permissions are'} left out: not offered here, or not wanted, when this was connected.`
      : '';
  return {
    ...badge({
      changed: granted !== wanted || answers.length !== proof.apis.length || foreign > 0,
      limited: record.leftOut.length > 0,
      allWork,
    }),
    granted,
    wanted,
    apisAnswering: answers.length,
    apis: proof.apis.length,
    checkedAt: (observed && observed.at > proof.at ? observed.at : proof.at).toISOString(),
    sentence: `${delegated} delegated permissions are asked for and not used.${limits}${unlicensed(proof)}${foreignSentence(foreign)}${namesakeSentence(observed?.namesakes.length ?? 0)}`,
  };
}

/** What the notes of the health card mean, in one sentence. */
function unlicensed(proof: Proof): string {
  const count = (answer: string) => proof.apis.filter((api) => api.answer === answer).length;
  const [licenses, empty] = [count('no-license'), count('no-data')];
  if (licenses > 0)
    return ` ${licenses} of ${proof.apis.length} APIs say that Defender is not active here; the permissions are in place for the day it is.`;
  return empty > 0 ? ` ${empty} of ${proof.apis.length} APIs answer without data so far.` : '';
}

/** The worst that is true comes first. */
function badge(facts: { changed: boolean; limited: boolean; allWork: boolean }): Pick<ResultView['health'], 'tone' | 'text'> {
  if (facts.changed) return { tone: 'warn', text: 'Changed' };
  if (facts.limited) return { tone: 'warn', text: 'Limited' };
  return facts.allWork ? { tone: 'good', text: 'Healthy' } : { tone: 'note', text: 'Healthy, with notes' };
}

const foreignSentence = (count: number) =>
  count > 0 ? ` The app has ${count === 1 ? 'a key' : `${count} keys`} that this portal did not make: remove what you do not know.` : '';

const namesakeSentence = (count: number) =>
  count > 0
    ? ` ${count === 1 ? 'Another app' : `${count} other apps`} of the same name ${count === 1 ? 'is' : 'are'} here, made by hand: we do not touch ${count === 1 ? 'it' : 'them'}.`
    : '';
