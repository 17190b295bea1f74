import type { ScreenProps } from './screen';

/** For an approval whose way back was lost (a closed tab, a colleague's browser): reads at Microsoft what is granted. */
export function LookAgain({ pending, press }: Pick<ScreenProps, 'pending' | 'press'>) {
  const busy = pending === 'look-again';
  return (
    <p className="mt-2">
      <button type="button" className="btn btn-link" aria-busy={busy} onClick={() => press({ kind: 'look-again', body: {} })}>
        {busy ? 'Looking again' : 'I approved it, look again'}
      </button>
    </p>
  );
}
