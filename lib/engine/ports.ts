import { databaseNow } from '../data/clock';
import { connectionData } from '../data/connections';
import type { ConnectionData } from '../data/data';
import type { PublicCertificate } from '../domain/certificate';
import { type Cloud, cloudFor } from '../domain/clouds';
import type { Person } from '../domain/connection';
import { consentCallbackPath } from '../domain/desired';
import { env } from '../env';
import type { CertificateSettings } from '../env-certificate';
import { microsoft } from '../microsoft/graph';
import type { Microsoft } from '../microsoft/microsoft';
import type { CertificateOrder, SealOrder } from '../sealer/messages';
import { prepareSealer } from '../sealer/prepared';
import type { SealerRun } from '../sealer/sealer-run';
import { spawnSealer } from '../sealer/spawn';
import { pickStore } from '../store/pick';
import type { SecretStore } from '../store/store';

/** The sealer as the engine sees it: a process that gets an order and reports. */
export interface Sealers {
  readonly spawn: (order: SealOrder) => SealerRun;
  /** Starts a process ahead of its order, so that its start overlaps with other work. */
  readonly prepare: () => void;
}

/** FortifyData's certificate as the engine sees it: what is added, and a process that proves it with FortifyData's signer. */
export interface Certificates {
  readonly certificate: PublicCertificate;
  readonly prove: (order: Pick<CertificateOrder, 'tenantId' | 'appId' | 'thumbprint' | 'wantedRoles' | 'clockAheadMs'>) => SealerRun;
}

/** What the engine needs to know of the deployment. */
export interface EngineSettings {
  readonly cloud: Cloud;
  /** Where Microsoft's consent page returns to: the application's only redirect URI. */
  readonly callbackUrl: string;
  readonly baseUrl: string;
  readonly sealKey: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
  readonly sealThumbprint: string;
}

/** Everything outside: Microsoft, the store, our database, the sealer, the clock. A test may wrap each. */
export interface Ports {
  readonly data: ConnectionData;
  readonly microsoft: Microsoft;
  readonly store: SecretStore;
  readonly sealers: Sealers;
  /** null: this deployment has no certificate, and none is offered. */
  readonly certificates: Certificates | null;
  readonly now: () => Date;
  readonly settings: EngineSettings;
}

/** Who acts, and with which delegated token; null when the token is gone and a fresh sign-in is needed. */
export interface Actor {
  readonly person: Person;
  readonly tenantId: string;
  readonly accessToken: string | null;
}

let memo: Ports | undefined;

/** The ports of this deployment, put together once. */
export function ports(): Ports {
  memo ??= assemble();
  return memo;
}

function assemble(): Ports {
  const { appBaseUrl, cloudId, practiceCloudUrl, seal, certificate, extraCaCerts } = env();
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  return {
    data: connectionData,
    microsoft,
    store: pickStore(env()),
    sealers: {
      spawn: (order) => spawnSealer(order, { extraCaCerts }),
      prepare: () => prepareSealer({ extraCaCerts }),
    },
    certificates: certificate && certificatesOf(certificate, { cloud, extraCaCerts }),
    now: databaseNow,
    settings: {
      cloud,
      callbackUrl: new URL(consentCallbackPath, appBaseUrl).href,
      baseUrl: appBaseUrl.origin,
      sealKey: seal.publicJwk,
      sealThumbprint: seal.thumbprint,
    },
  };
}

function certificatesOf(
  settings: CertificateSettings,
  { cloud, extraCaCerts }: { cloud: Cloud; extraCaCerts: string | null },
): Certificates {
  const { signer, ...certificate } = settings;
  const client = signer.client.kind === 'oauth' ? { ...signer.client, tokenUrl: signer.client.tokenUrl.href } : signer.client;
  const fixed = { kind: 'prove-certificate', cloud, signer: { url: signer.url.href, client } } as const;
  return { certificate, prove: (order) => spawnSealer({ ...fixed, ...order }, { extraCaCerts }) };
}
