'use client';
import { FourPart } from '@/components/four-part';
import { Frame } from '@/components/frame';
import { pageFault } from '@/components/page-fault';

/** Shown in place of a page whose making failed. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <Frame>
      <div className="wrap">
        <FourPart
          problem={pageFault(error.digest)}
          action={
            <button type="button" className="btn btn-primary btn-lg btn-wide" onClick={() => window.location.reload()}>
              Load the page again
            </button>
          }
        />
      </div>
    </Frame>
  );
}
