import type { Metadata } from 'next';
import { CasePage } from '@/components/support/case-page';

export const metadata: Metadata = { title: 'Case' };

/** One connection. Its facts are fetched by the browser with the person's token. */
export default async function SupportCasePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <CasePage key={id} id={id} />;
}
