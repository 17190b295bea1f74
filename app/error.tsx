'use client';
import { PageFault } from '@/components/page-fault';

/** Shown in place of a page whose making failed. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <PageFault reference={error.digest} />;
}
