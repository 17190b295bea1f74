import type { ConnectionRecord } from './connection';
import { manifest } from './permissions';
import { at, complete, credential, ids, intended, person, proof, untouched } from './record.test-data';

/** A connection directly after its first sign-in. */
export const fresh: ConnectionRecord = {
  id: ids.connection,
  cloud: 'global',
  tenantId: ids.tenant,
  state: 'signed_in',
  epoch: 1,
  createdAt: at(0),
  admin: person,
  signedInAt: at(0),
  challengeAnsweredAt: null,
  serviceReference: null,
  observed: null,
  acceptedAt: null,
  acceptedBy: null,
  manifestHash: null,
  setAside: [],
  leftOut: [],
  createdResources: [],
  adoption: null,
  applicationObjectId: null,
  appId: null,
  servicePrincipalId: null,
  waitingSince: null,
  waitReason: null,
  notBefore: null,
  stableAt: null,
  consentRequestedAt: null,
  consentReturnedAt: null,
  consentBy: null,
  grantsCompleteAt: null,
  secretLimit: null,
  certificate: null,
  credentials: [],
  proof: null,
  connectedAt: null,
  problem: null,
  invitation: null,
};

const looked: ConnectionRecord = { ...fresh, observed: untouched };
const accepted: ConnectionRecord = { ...looked, acceptedAt: at(20), acceptedBy: person, manifestHash: manifest.sha256 };
const withApplication = { ...complete, grants: [], servicePrincipal: null };
const app: ConnectionRecord = {
  ...accepted,
  state: 'app',
  applicationObjectId: ids.object,
  appId: ids.app,
  observed: withApplication,
};
const principal: ConnectionRecord = {
  ...app,
  state: 'principal',
  servicePrincipalId: ids.principal,
  observed: { ...complete, grants: [] },
};
const consentWait: ConnectionRecord = { ...principal, state: 'consent_wait', stableAt: at(60) };
const checking: ConnectionRecord = {
  ...consentWait,
  state: 'checking',
  consentRequestedAt: at(70),
  consentReturnedAt: at(100),
  consentBy: person,
};
const minting: ConnectionRecord = { ...checking, state: 'minting', grantsCompleteAt: at(110), observed: complete };
const sealed: ConnectionRecord = {
  ...minting,
  state: 'sealed',
  credentials: [credential({ state: 'sealed', deliveryStartedAt: null, deliveredAt: null, provedAt: null })],
};
const delivering: ConnectionRecord = {
  ...minting,
  state: 'delivering',
  credentials: [credential({ state: 'sealed', deliveredAt: null, provedAt: null })],
};
const verifying: ConnectionRecord = { ...minting, state: 'verifying', credentials: [credential({ state: 'delivered', provedAt: null })] };
const connected: ConnectionRecord = { ...minting, state: 'connected', credentials: [credential()], proof, connectedAt: at(311) };
const attention: ConnectionRecord = { ...consentWait, state: 'attention', problem: { code: 'consent-declined', at: at(90), evidence: {} } };

/** A record for every state that the engine reaches, in the order of the story. Its column `state` says what its facts amount to. */
export const stages = {
  fresh,
  looked,
  accepted,
  app,
  principal,
  consentWait,
  checking,
  minting,
  intending: { ...minting, credentials: [intended()] },
  sealed,
  delivering,
  verifying,
  connected,
  attention,
} as const satisfies Readonly<Record<string, ConnectionRecord>>;
