import type { ConnectionView, ProblemView } from '@/lib/contract/connection';
import type { ListedGroup } from '../permissions/listed';
import type { ActionKind, Press } from './send-press';

/** What the page knows besides the connection: the same for every view, made by the server. */
export interface Surroundings {
  readonly groups: readonly ListedGroup[];
  readonly manifestSha256: string;
  /** Shown when the session ends while the page is open. */
  readonly sessionEnded: ProblemView;
}

/** What every screen gets: the view, what is being sent, and how to send. */
export interface ScreenProps {
  readonly view: ConnectionView;
  readonly pending: ActionKind | null;
  readonly press: (press: Press) => void;
  readonly around: Surroundings;
}
