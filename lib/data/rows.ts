import { z } from 'zod';
import { waitReasons } from '../domain/change';
import { type CloudId, cloudIds } from '../domain/clouds';
import { type ConnectionRecord, connectionStates, type Problem } from '../domain/connection';
import { type CredentialRecord, credentialStates } from '../domain/credential';
import type { Facts } from '../domain/facts';
import { isProblemCode } from '../domain/problem';
import { Prisma } from './generated/client';
import {
  AdoptionJson,
  ObservedJson,
  PersonJson,
  ProblemJson,
  ProofJson,
  PublicCertificateJson,
  SecretLimitJson,
  SetAsideJson,
  StringsJson,
} from './json';

export type ConnectionRow = Prisma.ConnectionGetPayload<{ include: { credentials: { omit: { jwe: true } } } }>;
/** Reads the credentials with the row, oldest first, and never their sealed text. */
export const withCredentials = { credentials: { omit: { jwe: true }, orderBy: { intendedAt: 'asc' } } } as const;
type CredentialRow = ConnectionRow['credentials'][number];

const State = z.enum(connectionStates);
const CredentialStateName = z.enum(credentialStates);
const WaitReasonName = z.enum(waitReasons);
const CloudName = z.enum(cloudIds);

/** A row as the domain knows it. @throws ZodError when a column holds what this version cannot have written */
export function recordOf(row: ConnectionRow): ConnectionRecord {
  const { leaseUntil: _lease, updatedAt: _updated, dueAt: _due, ...columns } = row;
  const cloud: CloudId = CloudName.parse(row.cloud);
  return {
    ...columns,
    cloud,
    waitReason: WaitReasonName.nullable().parse(row.waitReason),
    state: State.parse(row.state),
    admin: PersonJson.parse(row.admin),
    observed: ObservedJson.nullable().parse(row.observed),
    acceptedBy: PersonJson.nullable().parse(row.acceptedBy),
    consentBy: PersonJson.nullable().parse(row.consentBy),
    setAside: SetAsideJson.parse(row.setAside),
    leftOut: StringsJson.parse(row.leftOut),
    createdResources: StringsJson.parse(row.createdResources),
    secretLimit: SecretLimitJson.nullable().parse(row.secretLimit),
    certificate: PublicCertificateJson.nullable().parse(row.certificate),
    adoption: AdoptionJson.nullable().parse(row.adoption),
    proof: ProofJson.nullable().parse(row.proof),
    problem: problemOf(row.problem),
    credentials: row.credentials.map(credentialOf),
  };
}

function problemOf(json: unknown): Problem | null {
  const problem = ProblemJson.nullable().parse(json);
  return problem && { ...problem, code: isProblemCode(problem.code) ? problem.code : 'internal' };
}

function credentialOf(row: CredentialRow): CredentialRecord {
  return {
    attempt: row.attempt,
    applicationObjectId: row.applicationObjectId,
    state: CredentialStateName.parse(row.state),
    intendedAt: row.intendedAt,
    startsAt: row.startsAt,
    expiresAt: row.expiresAt,
    keyId: row.keyId,
    sealedAt: row.sealedAt,
    sealThumbprint: row.sealThumbprint,
    deliveryStartedAt: row.deliveryStartedAt,
    deliveryTries: row.deliveryTries,
    deliveryAlarmedAt: row.deliveryAlarmedAt,
    deliveredAt: row.deliveredAt,
    provedAt: row.provedAt,
    watchedUntil: row.watchedUntil,
    unknownAt: row.unknownAt,
    thumbprint: row.thumbprint,
  };
}

const jsonColumns = [
  'observed',
  'acceptedBy',
  'consentBy',
  'setAside',
  'leftOut',
  'createdResources',
  'secretLimit',
  'certificate',
  'adoption',
  'proof',
  'problem',
] as const;

/** The columns of a row that these facts change. Dates inside JSON become ISO text, a null becomes SQL NULL. */
export function columnsOf(facts: Facts): Prisma.ConnectionUncheckedUpdateManyInput {
  const { credentials: _c, sealed: _s, stored: _t, ...columns } = facts;
  const json = Object.fromEntries(
    jsonColumns
      .filter((key) => columns[key] !== undefined)
      .map((key) => [key, columns[key] === null ? Prisma.DbNull : plain(columns[key])]),
  );
  return { ...withoutJson(columns), ...json };
}

function withoutJson(columns: Omit<Facts, 'credentials' | 'sealed' | 'stored'>) {
  const {
    observed: _o,
    acceptedBy: _a,
    consentBy: _b,
    setAside: _s,
    leftOut: _l,
    createdResources: _r,
    secretLimit: _m,
    certificate: _k,
    adoption: _d,
    proof: _p,
    problem: _q,
    ...rest
  } = columns;
  return rest;
}

/** A value as PostgreSQL's jsonb takes it. */
export function plain(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}
