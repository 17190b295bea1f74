'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { LocalTime } from '../ui/clock';
import { CausesChart } from './causes-chart';
import { lastDays } from './chart-scale';
import { ExpiryChart } from './expiry-chart';
import { FaultCard, StaleBanner } from './fault-card';
import { FunnelChart } from './funnel-chart';
import { HealthChart } from './health-chart';
import { KeyBar, type KeyHelp } from './key-bar';
import { NumbersFigures } from './numbers-figures';
import { NumbersSkeleton } from './numbers-skeleton';
import { askPortal } from './staff-request';
import { TimesChart } from './times-chart';
import { useKeys } from './use-keys';
import { useLive } from './use-live';

const periods = [7, 30, 90] as const;
const everyMs = 60_000;
const help: readonly KeyHelp[] = [{ keys: ['T'], does: 'charts as tables' }];

/** What the onboardings come to: where they stop, why, how long they take. The period is in the address. */
export function NumbersPage() {
  const address = useSearchParams();
  const days = periods.find((value) => String(value) === address.get('days')) ?? 30;
  const live = useLive<Numbers>({
    key: `numbers ${days}`,
    everyMs,
    load: (staff, signal) => askPortal(staff, { path: `/api/support/numbers?${new URLSearchParams(lastDays(days, Date.now()))}`, signal }),
  });
  useKeys({ t: turnTables });
  return (
    <>
      <main id="main" className="s-page" tabIndex={-1}>
        <div className="s-head">
          <h1>Numbers</h1>
          <nav className="s-chips" aria-label="Period">
            {periods.map((value) => (
              <Link
                key={value}
                className="s-chip"
                href={`/support/numbers?days=${value}`}
                prefetch={false}
                data-on={value === days ? '' : undefined}
                aria-current={value === days ? 'page' : undefined}
              >
                {value} days
              </Link>
            ))}
          </nav>
          {live.body ? (
            <span className="s-end s-sub">
              counted <LocalTime at={live.body.at} />
            </span>
          ) : null}
        </div>
        <StaleBanner fault={live.fault} goodAt={live.goodAt} />
        {live.body ? (
          <Charts numbers={live.body} />
        ) : live.fault ? (
          <div className="s-card mt-3">
            <FaultCard fault={live.fault} what="page" retry={live.refresh} />
          </div>
        ) : (
          <NumbersSkeleton />
        )}
      </main>
      <KeyBar help={help} goodAt={null} />
    </>
  );
}

/** All tables open, or all closed again. */
function turnTables(): void {
  const tables = [...document.querySelectorAll<HTMLDetailsElement>('details.s-behind')];
  const open = tables.some((table) => !table.open);
  for (const table of tables) table.open = open;
}

function Charts({ numbers }: { numbers: Numbers }) {
  return (
    <>
      <NumbersFigures numbers={numbers} />
      <div className="s-charts">
        <div className="s-stack">
          <FunnelChart numbers={numbers} />
          <ExpiryChart expiring={numbers.expiring} today={numbers.at} />
        </div>
        <div className="s-stack">
          <TimesChart times={numbers.times} />
          <CausesChart causes={numbers.topCauses} />
        </div>
        <HealthChart health={numbers.health} />
      </div>
    </>
  );
}
