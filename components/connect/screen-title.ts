import type { ConnectionView } from '@/lib/contract/connection';

/** Heading of the screen: the page's h1, its document title, and what is announced when it changes. */
export function screenTitle(view: ConnectionView): string {
  switch (view.screen) {
    case 'checking':
      return 'Checking your organization';
    case 'plan':
      return 'Is this the right organization?';
    case 'progress':
      return view.wait?.title ?? runningTitle(view);
    case 'approve':
      return 'Approve on Microsoft’s page';
    case 'hand-over':
      return 'Waiting for a colleague';
    case 'problem':
      return view.problem?.title ?? 'Something is in the way';
    case 'connected':
      return 'Microsoft Defender is connected';
    default:
      return view.screen satisfies never;
  }
}

/** The step at which the connection stands; the last one when all are done. */
export function currentStep(view: ConnectionView) {
  return view.steps.find((step) => step.state !== 'done') ?? view.steps.at(-1);
}

const runningTitles = {
  'sign-in': 'Signing in',
  check: 'Checking your organization',
  create: 'Creating the app',
  approve: 'Checking what was granted',
  secure: 'Sealing the key',
  prove: 'Trying out the connection',
} as const;

function runningTitle(view: ConnectionView): string {
  const step = currentStep(view);
  if (step?.key === 'create' && view.adopting) return 'Repairing the app';
  return step ? runningTitles[step.key] : 'Working';
}
