'use client';
import type { ConnectionView, ProblemView } from '@/lib/contract/connection';
import { Frame } from '../frame';
import type { ListedGroup } from '../permissions/listed';
import { Approve } from './approve';
import { Checking } from './checking';
import { Connected } from './connected';
import type { FlowState } from './flow-state';
import { Plan } from './plan';
import { ProblemScreen } from './problem-screen';
import { Progress } from './progress';
import { currentStep, screenTitle } from './screen-title';
import { Steps } from './steps';
import { Trouble } from './trouble';
import { type ActionKind, type Press, useConnection } from './use-connection';
import { useScreen } from './use-screen';

/** What the page knows besides the connection: the same for every view, made by the server. */
export interface Surroundings {
  readonly groups: readonly ListedGroup[];
  readonly manifestSha256: string;
  /** Shown when the session ends while the page is open. */
  readonly sessionEnded: ProblemView;
  readonly footer: string;
}

/** What every screen gets: the view, what is being sent, and how to send. */
export interface ScreenProps {
  readonly view: ConnectionView;
  readonly pending: ActionKind | null;
  readonly press: (press: Press) => void;
  readonly around: Surroundings;
}

/** The one working page: draws the screen the connection is at and keeps it going. */
export function ConnectFlow({ initial, around }: { initial: ConnectionView; around: Surroundings }) {
  const { state, pending, press } = useConnection(initial);
  const view = state.signedOut ? { ...state.view, screen: 'problem' as const, problem: around.sessionEnded } : state.view;
  const title = screenTitle(view);
  const screen = useScreen(title, view.screen === 'problem' ? `problem ${view.problem?.code}` : view.screen);
  return (
    <Frame account={view.admin.account} end={around.footer}>
      <div {...screen}>
        <div className="wrap">
          {view.screen === 'connected' ? null : <Steps steps={view.steps} />}
          <p className="vh" role="status">
            {announcement(title, view)}
          </p>
          <Trouble state={state} />
        </div>
        <Screen view={view} pending={pending} press={press} around={around} />
      </div>
    </Frame>
  );
}

/** Said once when the screen or the step changes; the sentences that move with every look are not said. */
function announcement(title: string, view: ConnectionView): string {
  const step = currentStep(view);
  return step && view.screen !== 'connected' ? `${title}. Step ${view.steps.indexOf(step) + 1} of 6, ${step.title}.` : `${title}.`;
}

function Screen(props: ScreenProps) {
  const screens: Record<FlowState['view']['screen'], (props: ScreenProps) => React.ReactNode> = {
    checking: Checking,
    plan: Plan,
    progress: Progress,
    approve: Approve,
    problem: ProblemScreen,
    connected: Connected,
  };
  const Current = screens[props.view.screen];
  return <Current {...props} />;
}
