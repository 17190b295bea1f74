import type { Metadata } from 'next';
import { AuditPage } from '@/components/support/audit-page';

export const metadata: Metadata = { title: 'Audit' };

/** Every line of the audit, and whether its chain holds. */
export default function SupportAuditPage() {
  return <AuditPage />;
}
