import type { CellState, MatrixApi } from '@/lib/contract/connection';
import type { IconName } from '../ui/icon';

export type ProofRow = MatrixApi['rows'][number];
export type Layer = 'asked' | 'granted' | 'inToken' | 'answers';

/** The four layers of proof, in their order, with the words on the page. */
export const layers: readonly { readonly key: Layer; readonly title: string }[] = [
  { key: 'asked', title: 'Asked' },
  { key: 'granted', title: 'Granted' },
  { key: 'inToken', title: 'In token' },
  { key: 'answers', title: 'API answers' },
];

export const cellIcons: Record<CellState, IconName> = { yes: 'check', note: 'info', no: 'x', wait: 'clock', hid: 'minus', none: 'minus' };

const yesWords: Record<Layer, string> = { asked: 'asked', granted: 'granted', inToken: 'in the token', answers: 'API answers' };
const noWords: Record<Layer, string> = { asked: 'not asked', granted: 'not granted', inToken: 'not in the token', answers: 'API refuses' };

/** What a cell says to those who do not see it. */
export function cellWords(row: Pick<ProofRow, Layer>, layer: Layer): string {
  const state = row[layer];
  switch (state) {
    case 'yes':
      return yesWords[layer];
    case 'no':
      return noWords[layer];
    case 'note':
      return 'works, but no data or no license yet';
    case 'wait':
      return 'not known yet';
    case 'hid':
      return layer === 'granted' ? 'Microsoft does not let us read this' : 'does not apply';
    case 'none':
      return 'does not apply';
    default:
      return state satisfies never;
  }
}
