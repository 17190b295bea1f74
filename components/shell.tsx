import type { ReactNode } from 'react';
import { manifest } from '@/lib/domain/permissions';
import { Brand } from './brand';
import { SignOutButton } from './sign-out-button';

/**
 * Skip link, header, main and footer of every page. For the server: the permission list is not sent to the browser.
 * @param props.account the signed-in account; absent: the header offers no sign-out
 */
export function Shell({ account, children }: { account?: string; children: ReactNode }) {
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
          <span className="end">
            Permission list {manifest.version}, {manifest.rows.length} rows
          </span>
        </div>
      </footer>
    </>
  );
}
