import type { ReactNode } from 'react';
import { Icon } from '../ui/icon';
import { Blank } from './blank';
import { StaffBrand } from './staff-brand';

/** A page of the staff before anybody is signed in: the bar with the name alone, one card in the middle. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <div className="s-app">
      <header className="s-top">
        <StaffBrand />
      </header>
      <main className="s-page">
        <div className="s-card s-door">{children}</div>
      </main>
    </div>
  );
}

/** While Microsoft's library starts or a return from Microsoft is read. */
export function SigningIn() {
  return (
    <Door>
      <div className="s-blank" role="status">
        <p>Looking for your sign-in</p>
        <span className="s-ghost w-40" />
      </div>
    </Door>
  );
}

/**
 * Nobody is signed in.
 * @param props.failure code of a sign-in that Microsoft has just refused
 */
export function SignInDoor({ failure, signIn }: { failure: string | null; signIn: () => void }) {
  return (
    <Door>
      <Blank
        page
        icon="shield"
        title="Support sign-in"
        actions={
          <button type="button" className="s-btn" data-kind="primary" onClick={signIn}>
            Sign in with Microsoft
          </button>
        }
      >
        <p>For FortifyData’s staff, with the work account. Customers connect on the start page and need no sign-in here.</p>
        {failure ? (
          <p role="alert" className="s-row justify-center">
            <Icon name="warn" small />
            The sign-in was not finished ({failure}). Nothing was changed. Try again, or give this code to your administrator.
          </p>
        ) : null}
      </Blank>
    </Door>
  );
}

/** The support pages are not configured. */
export function DashboardOff() {
  return (
    <Door>
      <Blank page icon="ended" title="The support pages are off">
        <p>
          This portal has no staff app: SUPPORT_TENANT_ID and SUPPORT_CLIENT_ID are not set. Whoever runs the portal can set them and start
          it again. Customers can connect all the same.
        </p>
      </Blank>
    </Door>
  );
}
