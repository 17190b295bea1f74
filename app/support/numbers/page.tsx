import type { Metadata } from 'next';
import { NumbersPage } from '@/components/support/numbers-page';

export const metadata: Metadata = { title: 'Numbers' };

/** Funnel, times, causes, health and expiries over a period. */
export default function SupportNumbersPage() {
  return <NumbersPage />;
}
