import type { ReactNode } from 'react';
import { SignOutButton } from './sign-out-button';

/**
 * Skip link, header, main and footer of every page; known to server and browser alike.
 * @param props.account the signed-in account; absent: the header offers no sign-out
 * @param props.end what stands last in the footer
 */
export function Frame({ account, end, children }: { account?: string | undefined; end?: ReactNode; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <div className="wrap">
          <Brand />
          <nav aria-label="Page">
            {account ? <span className="me opt">{account}</span> : null}
            <a href="/permissions">Permissions</a>
            {account ? <SignOutButton /> : <a href="/errors">Error codes</a>}
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <div className="wrap">
          <a href="/permissions">For your security reviewer</a>
          <a href="/errors">Error codes</a>
          <a href="/privacy">Privacy</a>
          <span className="end">{end}</span>
        </div>
      </footer>
    </>
  );
}

function Brand() {
  return (
    <a className="brand" href="/">
      <svg viewBox="0 0 28 28" aria-hidden="true">
        <rect width="28" height="28" rx="8" fill="var(--accent)" />
        <path d="M10.2 17.8 17.8 10.2" stroke="var(--accent-ink)" strokeWidth="2.2" strokeLinecap="round" />
        <circle cx="9" cy="19" r="3.1" fill="none" stroke="var(--accent-ink)" strokeWidth="2.2" />
        <circle cx="19" cy="9" r="3.1" fill="var(--accent-ink)" />
      </svg>
      <span>FortifyData</span>
      <span className="sub">Defender Connect</span>
    </a>
  );
}
