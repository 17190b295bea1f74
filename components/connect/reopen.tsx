import { PageCode } from './page-code';
import type { ScreenProps } from './screen';

/** While the grants are long in coming: we go on looking, and whoever did not approve, or not all, need not wait for us to give up. */
export function Reopen({ pending, press }: Pick<ScreenProps, 'pending' | 'press'>) {
  const busy = pending === 'consent';
  return (
    <section className="card pad mt-6" aria-labelledby="reopen">
      <h2 id="reopen" className="text-head">
        Not sure whether you approved?
      </h2>
      <p className="soft mt-2">We keep looking by ourselves. If you pressed Cancel, or Microsoft showed an error, open its page again.</p>
      <button type="button" className="btn btn-quiet mt-4" aria-busy={busy} onClick={() => press({ kind: 'consent', body: {} })}>
        {busy ? 'Opening Microsoft’s page' : 'Open Microsoft’s page again'}
      </button>
      <PageCode pending={pending} press={press} />
    </section>
  );
}
