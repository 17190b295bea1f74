import type { Metadata } from 'next';
import { InvitationsPage } from '@/components/support/invitations-page';

export const metadata: Metadata = { title: 'Invitations' };

/** Who is invited, how each invitation stands, and new ones. */
export default function SupportInvitationsPage() {
  return <InvitationsPage />;
}
