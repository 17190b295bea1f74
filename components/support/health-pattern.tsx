import type { ReactNode } from 'react';
import { type CaseTab, caseTabs } from '@/lib/contract/staff-list';
import { tabMarks } from './case-words';

/** Drawn over the color of a tab in that of the card, on a grid of 8 px: each tab is known without its color. Plain is healthy. */
const drawings: Readonly<Record<CaseTab, ReactNode>> = {
  'needs-us': <path d="M0 2h8M0 6h8" />,
  'needs-customer': <path d="M-2 6 6-2M-2 14 14-2" />,
  waiting: <path d="M4 4h0M0 0h0M8 0h0M0 8h0M8 8h0" strokeWidth="3" strokeLinecap="round" />,
  drifted: <path d="M2 0v8M6 0v8" />,
  expiring: <path d="M0 0l8 8M8 0 0 8" />,
  healthy: null,
  ended: (
    <>
      <rect width="8" height="8" fill="var(--surface)" stroke="none" />
      <path d="M4 4h0" stroke="var(--tone)" strokeWidth="4" strokeLinecap="round" />
    </>
  ),
};

/** How a tab fills a part of a chart, anywhere on a page that has the patterns. */
export const healthFill = (tab: CaseTab): string => `url(#health-${tab})`;

/** The patterns themselves, once for a chart. */
export function HealthPatterns() {
  return (
    <defs>
      {caseTabs.map((tab) => (
        <pattern
          key={tab}
          id={`health-${tab}`}
          data-tone={tabMarks[tab].tone}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          stroke="var(--surface)"
          strokeWidth="1.5"
        >
          <rect width="8" height="8" stroke="none" />
          {drawings[tab]}
        </pattern>
      ))}
    </defs>
  );
}
