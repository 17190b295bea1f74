import type { Metadata } from 'next';
import { Health } from '@/components/connect/health';
import { Matrix } from '@/components/connect/matrix';
import { receiptFacts } from '@/components/connect/receipt';
import { SessionEnded } from '@/components/session-ended';
import { Shell } from '@/components/shell';
import { Facts } from '@/components/ui/facts';
import { PrintButton } from '@/components/ui/print-button';
import type { ConnectionView } from '@/lib/contract/connection';
import { receiptPage } from '@/lib/web/connect-page';

export const metadata: Metadata = { title: 'Receipt' };

/** The receipt for paper: facts and health on the first sheet, the proof of all permissions from the second. */
export default async function ReceiptPage() {
  const page = await receiptPage();
  if (!page.signedIn) return <SessionEnded away={page.away} />;
  const { view } = page;
  return (
    <Shell account={view.admin.account}>
      <div className="wrap">{view.result ? <ReceiptSheet view={view} result={view.result} /> : <NotYet />}</div>
    </Shell>
  );
}

function ReceiptSheet({ view, result }: { view: ConnectionView; result: NonNullable<ConnectionView['result']> }) {
  return (
    <>
      <div className="sec-head mb-7">
        <div>
          <p className="small soft">Receipt, for your records and your auditor. It holds no secret.</p>
          <h1 className="mt-2">Microsoft Defender is connected</h1>
        </div>
        <div className="row no-print">
          <PrintButton primary />
          <a className="btn btn-quiet" href="/connect">
            Back
          </a>
        </div>
      </div>
      <Health result={result} calendar={null} />
      <section className="sec card pad-l" aria-label="Facts">
        <Facts facts={receiptFacts(view, result)} />
      </section>
      <Matrix apis={view.matrix} allOpen />
    </>
  );
}

function NotYet() {
  return (
    <>
      <h1>There is no receipt yet</h1>
      <p className="lead mt-3">It is written when every permission has been tried out.</p>
      <a className="btn btn-primary btn-lg btn-wide mt-7" href="/connect">
        Go on with the connection
      </a>
    </>
  );
}
