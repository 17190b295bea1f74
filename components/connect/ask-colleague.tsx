import { Icon } from '../ui/icon';
import type { ScreenProps } from './screen';

/** Hands the approval over. The one button of somebody whose role is not enough, a quiet one for everybody else. */
export function AskColleague({ pending, press, primary = false }: Pick<ScreenProps, 'pending' | 'press'> & { primary?: boolean }) {
  const busy = pending === 'hand-over';
  return (
    <button
      type="button"
      className={`btn btn-lg btn-wide ${primary ? 'btn-primary' : 'btn-quiet'}`}
      aria-busy={busy}
      onClick={() => press({ kind: 'hand-over', body: {} })}
    >
      <Icon name="mail" small />
      {busy ? 'Making a link' : 'Ask a colleague to approve'}
    </button>
  );
}
