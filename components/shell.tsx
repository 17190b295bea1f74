import type { ReactNode } from 'react';
import { manifest } from '@/lib/domain/permissions';
import { Frame } from './frame';

/** Last line of the footer: which permission list this portal asks for. */
export const footerText = `Permission list ${manifest.version}, ${manifest.rows.length} rows`;

/** The frame with the version of the permission list in its footer. For the server: the list is not sent to the browser. */
export function Shell({ account, children }: { account?: string; children: ReactNode }) {
  return (
    <Frame account={account} end={footerText}>
      {children}
    </Frame>
  );
}
