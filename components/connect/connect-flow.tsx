'use client';
import type { ReactNode } from 'react';
import type { ConnectionView } from '@/lib/contract/connection';
import { Approve } from './approve';
import { Checking } from './checking';
import { Connected } from './connected';
import { HandOver } from './hand-over';
import { Plan } from './plan';
import { ProblemScreen } from './problem-screen';
import { Progress } from './progress';
import type { ScreenProps, Surroundings } from './screen';
import { currentStep, screenTitle } from './screen-title';
import { Steps } from './steps';
import { Trouble } from './trouble';
import { useConnection } from './use-connection';
import { useScreen } from './use-screen';

/** The screen for each state of a view; support draws the same ones, read-only. */
export const screens: Record<ConnectionView['screen'], (props: ScreenProps) => ReactNode> = {
  checking: Checking,
  plan: Plan,
  progress: Progress,
  approve: Approve,
  'hand-over': HandOver,
  problem: ProblemScreen,
  connected: Connected,
};

/** The one working page: draws the screen the connection is at and keeps it going. */
export function ConnectFlow({ initial, around }: { initial: ConnectionView; around: Surroundings }) {
  const { state, pending, press } = useConnection(initial);
  const view = state.signedOut ? { ...state.view, screen: 'problem' as const, problem: around.sessionEnded } : state.view;
  const title = screenTitle(view);
  const Screen = screens[view.screen];
  const box = useScreen(title, view.screen === 'problem' ? `problem ${view.problem?.code}` : view.screen);
  return (
    <div {...box}>
      <div className="wrap">
        {view.screen === 'connected' ? null : <Steps steps={view.steps} />}
        <p className="vh" role="status">
          {announcement(title, view)}
        </p>
        <Trouble state={state} pressed={pending !== null} />
      </div>
      <Screen view={view} pending={pending} press={press} around={around} />
    </div>
  );
}

/** Said once when the screen or the step changes; the sentences that move with every look are not said. */
function announcement(title: string, view: ConnectionView): string {
  const step = currentStep(view);
  return step && view.screen !== 'connected' ? `${title}. Step ${view.steps.indexOf(step) + 1} of 6, ${step.title}.` : `${title}.`;
}
