import { Callout } from '../ui/callout';
import { delaySeconds, type FlowState, movesByItself } from './flow-state';

/**
 * One quiet line when the portal does not answer, says no, or shows something new.
 * @param props.pressed a press is on its way, and is repeated while nobody answers
 */
export function Trouble({ state, pressed }: { state: FlowState; pressed: boolean }) {
  if (state.signedOut) return null;
  const words = troubleWords(state, pressed);
  return (
    <div role="status">
      {words ? (
        <Callout tone="warn" title={words.title} className="mt-6">
          {words.text}
        </Callout>
      ) : null}
    </div>
  );
}

const changedWords = {
  title: 'Something changed, look again',
  text: 'This page was older than what it shows now. Your last press did nothing.',
};

function troubleWords(state: FlowState, pressed: boolean): { title: string; text: string } | null {
  if (state.refused) {
    return {
      title: 'The portal did not take this step',
      text: `Nothing is lost. Reload the page to see where you stand. Code ${state.refused.code}${state.refused.trace ? `, reference ${state.refused.trace}` : ''}.`,
    };
  }
  if (state.failures === 0) return state.changed ? changedWords : null;
  const again = movesByItself(state) || pressed ? `We try again in ${delaySeconds(state)} s.` : 'Press the button again.';
  return { title: 'We cannot reach the portal', text: `${again} Nothing is lost.` };
}
