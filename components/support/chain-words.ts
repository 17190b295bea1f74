import type { ChainState } from '@/lib/contract/staff-audit';
import type { Tone } from '../ui/tone';
import type { MarkName } from './mark';

/** What the state of the chain means, in one line, with its mark and its color. */
export function chainWords(chain: ChainState): { mark: MarkName; tone: Tone; text: string } {
  if (chain.firstBad) return { mark: 'stop', tone: 'bad', text: `The chain is broken at line ${chain.firstBad}` };
  if (chain.checkedAt === null) return { mark: 'clock', tone: 'wait', text: 'The chain has not been checked yet' };
  if (!chain.verified)
    return { mark: 'clock', tone: 'wait', text: `The chain holds up to line ${chain.checkedTo}; later ones are not checked` };
  return { mark: 'good', tone: 'good', text: `The chain holds up to line ${chain.checkedTo}` };
}
