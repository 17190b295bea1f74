import type { CellState, MatrixApi } from '../../contract/connection';
import { manifestResourceAppIds } from '../../domain/desired';
import { compareGrants } from '../../domain/grants';
import { apiKeyOf, manifest, type Permission, permissionKey } from '../../domain/permissions';
import type { ApiAnswer, ApiProof } from '../../domain/proof';
import type { ViewContext } from './connection-view';

/**
 * The 61 rows in four layers: asked, granted, in the token, API answers. Empty before there is anything to compare.
 * @param from the customer sees them once there is a proof; support from the first look at the organization on
 */
export function matrixOf(context: ViewContext, from: 'proof' | 'look' = 'proof'): MatrixApi[] {
  const isEarly = !context.record.connectedAt && !context.record.proof;
  if (isEarly && (from === 'proof' || !context.observed)) return [];
  const layers = layersOf(context);
  const application = manifestResourceAppIds.map((appId) => applicationPart(context, appId, layers));
  return [...application, delegatedPart(layers)];
}

interface Layers {
  /** Whether Microsoft's list of grants was read; before that none is known to be missing. */
  readonly isRead: boolean;
  readonly asked: (row: Permission) => boolean;
  readonly granted: (row: Permission) => boolean;
}

function layersOf({ observed, desired, record }: ViewContext): Layers {
  // before the plan is accepted nothing is set aside for good
  const aside = new Set(((record.acceptedAt ? null : desired?.setAside) ?? record.setAside).map((row) => permissionKey(row)));
  const comparison = observed && desired ? compareGrants(desired.wantedGrants, observed.grants, observed.resources) : null;
  const have = new Set(comparison?.granted.map((grant) => `${grant.resourceAppId}/${grant.value}`));
  // an app that we made has nothing before somebody was back from Microsoft's page; one made by hand may have
  const isNothing = record.adoption === null && record.consentReturnedAt === null;
  return {
    isRead: record.connectedAt !== null || record.proof !== null || observed?.grants !== null || isNothing,
    asked: (row) => !aside.has(permissionKey(row)),
    granted: (row) => have.has(`${row.resourceAppId}/${row.value}`),
  };
}

function applicationPart({ record }: ViewContext, resourceAppId: string, layers: Layers): MatrixApi {
  const key = apiKeyOf(resourceAppId);
  const proof = record.proof?.apis.find((item) => item.api === key) ?? null;
  const rows = manifest.rows.filter((row) => row.resourceAppId === resourceAppId && row.type === 'Application');
  const cells = rows.map((row) => {
    const asked = layers.asked(row);
    const inToken = proof?.tokenRoles?.includes(row.value) ?? false;
    return {
      type: row.type,
      value: row.value,
      asked: yesNo(asked, 'none'),
      granted: asked ? yesNo(layers.granted(row), layers.isRead ? 'no' : 'wait') : ('none' as const),
      inToken: asked ? (proof ? yesNo(inToken) : ('wait' as const)) : ('none' as const),
      answers: asked && inToken && proof ? answerWords[proof.answer].state : ('none' as const),
    };
  });
  const counts = { asked: countOf(cells, 'asked'), granted: countOf(cells, 'granted') };
  return {
    key: key ?? resourceAppId,
    title: rows[0]?.api ?? resourceAppId,
    sentence: proof ? proofSentence(proof) : unprovedSentence(counts),
    ...counts,
    inToken: proof || counts.asked === 0 ? countOf(cells, 'inToken') : null,
    answer: answerCell(proof, counts),
    rows: cells,
  };
}

function delegatedPart(layers: Layers): MatrixApi {
  const rows = manifest.rows.filter((row) => row.type === 'Delegated');
  const cells = rows.map((row) => ({
    type: row.type,
    value: row.value,
    asked: yesNo(layers.asked(row), 'none'),
    granted: 'hid' as const,
    inToken: 'none' as const,
    answers: 'none' as const,
  }));
  return {
    key: 'delegated',
    title: 'Microsoft Graph, delegated',
    sentence: 'For a signed-in user. FortifyData works without one.',
    asked: cells.filter((cell) => cell.asked === 'yes').length,
    granted: null,
    inToken: null,
    answer: { state: 'none', text: 'not used', durationMs: null },
    rows: cells,
  };
}

const yesNo = (yes: boolean, otherwise: CellState = 'no'): CellState => (yes ? 'yes' : otherwise);

const answerWords: Readonly<Record<ApiAnswer, { readonly state: CellState; readonly text: string }>> = {
  works: { state: 'yes', text: 'Works' },
  'no-data': { state: 'note', text: 'Works, no data' },
  'no-license': { state: 'note', text: 'No license' },
  refused: { state: 'no', text: 'Refused' },
  unavailable: { state: 'no', text: 'No answer' },
};

interface Counts {
  readonly asked: number;
  readonly granted: number;
}

const countOf = (cells: MatrixApi['rows'], layer: 'asked' | 'granted' | 'inToken'): number =>
  cells.filter((cell) => cell[layer] === 'yes').length;

function answerCell(proof: ApiProof | null, { asked }: Counts): MatrixApi['answer'] {
  if (proof) return { ...answerWords[proof.answer], durationMs: proof.durationMs };
  return { state: 'none', text: asked === 0 ? 'left out' : 'not tried yet', durationMs: null };
}

const unprovedSentence = ({ asked, granted }: Counts): string =>
  asked === 0 ? 'Left out of this connection.' : `${granted} of ${asked} granted. Not tried yet.`;

function proofSentence(proof: ApiProof): string {
  const status = proof.status === null ? 'no answer' : proof.status === 200 ? '200 OK' : String(proof.status);
  return `One read of ${proof.read}, ${status} in ${tookText(proof.durationMs)}`;
}

const tookText = (durationMs: number) => `${Math.max(0.1, durationMs / 1000).toFixed(1)} s`;
