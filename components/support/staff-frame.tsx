'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext } from 'react';
import type { StaffMe } from '@/lib/contract/staff';
import type { Surroundings } from '../connect/screen';
import { Face } from './face';
import { FaultCard } from './fault-card';
import { LosingFrame, useLosing } from './losing';
import { useStaff } from './staff';
import { StaffBrand } from './staff-brand';
import { askPortal } from './staff-request';
import { useLive } from './use-live';

/** Who looks, as the server sees it, and what the customer's screens need besides a view. */
interface Frame {
  readonly me: StaffMe;
  readonly around: Surroundings;
}
const FrameContext = createContext<Frame | null>(null);

/** @throws Error outside of `StaffFrame` */
export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error('useFrame needs StaffFrame above it');
  return frame;
}

const pages = [
  { path: '/support', title: 'Cases' },
  { path: '/support/numbers', title: 'Numbers' },
  { path: '/support/invitations', title: 'Invitations' },
  { path: '/support/audit', title: 'Audit' },
] as const;
const minute = 60_000;

/** Bar above, page below. Asks the portal who the person is: rights are re-read every minute, so that a role taken away shows soon. */
export function StaffFrame({ around, children }: { around: Surroundings; children: ReactNode }) {
  const me = useLive<StaffMe>({
    key: 'me',
    everyMs: minute,
    load: (staff, signal) => askPortal(staff, { path: '/api/support/me', signal }),
  });
  // a sign-in that ended leaves what is on the page, a note half written among it; a role that was taken away does not
  const lost = me.fault?.kind === 'no-right';
  return (
    <LosingFrame>
      <div className="s-app">
        <a className="skip" href="#main">
          Skip to content
        </a>
        <TopBar me={me.body} />
        {me.body && !lost ? (
          <FrameContext value={{ me: me.body, around }}>{children}</FrameContext>
        ) : (
          <main id="main" className="s-page">
            <div className="s-card s-door">
              {me.fault ? (
                <FaultCard fault={me.fault} what="dashboard" retry={me.refresh} page />
              ) : (
                <p className="s-blank" role="status">
                  Looking for your role
                </p>
              )}
            </div>
          </main>
        )}
      </div>
    </LosingFrame>
  );
}

function TopBar({ me }: { me: StaffMe | null }) {
  const { name, account, signOut } = useStaff();
  const { leave } = useLosing();
  const path = usePathname();
  const here = (own: string) => (own === '/support' ? path === own || path.startsWith('/support/cases') : path.startsWith(own));
  return (
    <header className="s-top">
      <StaffBrand />
      <nav className="s-nav" aria-label="Support">
        {pages.map((page) => (
          <Link key={page.path} href={page.path} aria-current={here(page.path) ? 'page' : undefined}>
            {page.title}
          </Link>
        ))}
      </nav>
      <div className="s-who">
        <Face name={name} />
        <span className="s-words" title={account}>
          {name} <span className="s-faint">{me === null ? '' : me.mayManage ? 'can manage' : 'can view'}</span>
        </span>
        <button type="button" className="s-btn" data-kind="quiet" onClick={() => leave(signOut)}>
          Sign out
        </button>
      </div>
    </header>
  );
}
