import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { listedGroups } from '@/components/permissions/listed-groups';
import { problemView } from '@/components/problem-view';
import { StaffSignIn } from '@/components/staff-sign-in';
import { DashboardOff } from '@/components/support/door';
import { MarkSprite } from '@/components/support/mark';
import { StaffFrame } from '@/components/support/staff-frame';
import { manifestHash } from '@/lib/domain/permissions';
import { staffApp } from '@/lib/web/staff-app';
import '../styles/support.css';

export const metadata: Metadata = { title: { default: 'Support', template: '%s · Support' } };

/** Frame of the staff's pages. What they show is fetched by the browser with the person's token; the server renders no customer's data here. */
export default function SupportLayout({ children }: { children: ReactNode }) {
  const app = staffApp();
  if (!app) return <DashboardOff />;
  const around = { groups: listedGroups(), manifestSha256: manifestHash, sessionEnded: problemView('session-expired', null) };
  return (
    <>
      <MarkSprite />
      <StaffSignIn app={app}>
        <StaffFrame around={around}>{children}</StaffFrame>
      </StaffSignIn>
    </>
  );
}
