import type { Metadata } from 'next';
import { Shell } from '@/components/shell';

export const metadata: Metadata = { title: 'Page not found' };

/** For an address that leads nowhere. */
export default function NotFound() {
  return (
    <Shell>
      <div className="wrap">
        <h1>There is no page at this address</h1>
        <p className="lead mt-3">The link may be old or cut short. Nothing was changed in your organization.</p>
        <div className="row mt-7">
          <a className="btn btn-primary btn-lg btn-wide" href="/">
            Go to the start page
          </a>
          <a className="btn btn-link" href="/connect">
            Go on with a connection
          </a>
        </div>
      </div>
    </Shell>
  );
}
