import type { Metadata } from 'next';
import { ListPage } from '@/components/support/list-page';

export const metadata: Metadata = { title: 'Cases' };

/** The list of all cases; the place in it is in the address. */
export default function SupportPage() {
  return <ListPage />;
}
