import type { Metadata } from 'next';
import { listedGroups } from '@/components/permissions/listed-groups';
import { ReviewerTables } from '@/components/permissions/reviewer-tables';
import { ShortAnswers } from '@/components/permissions/short-answers';
import { Shell } from '@/components/shell';
import { DownloadLinks } from '@/components/ui/download-links';
import { PrintButton } from '@/components/ui/print-button';
import { counts, manifest } from '@/lib/domain/permissions';

const { total, readOnly, beyondReading, sensitive, delegated } = counts();

export const metadata: Metadata = { title: `All ${total} permissions, and why` };

const figures: readonly (readonly [number, string])[] = [
  [total, 'permissions asked'],
  [readOnly, 'only read'],
  [beyondReading, 'allow more than reading'],
  [sensitive, 'sensitive'],
  [delegated, 'delegated, not used today'],
];

/** For the security reviewer, without sign-in: every permission with its purpose, data, risk, and what is lost without it. */
export default function PermissionsPage() {
  const groups = listedGroups();
  return (
    <Shell>
      <div className="wrap">
        <div className="sec-head mb-8">
          <div>
            <p className="small soft">For your security reviewer</p>
            <h1 className="mt-2">All {total} permissions, and why</h1>
            <p className="lead mt-3">
              What FortifyData asks for in Microsoft 365, the data each permission touches, its risk, and what is lost without it. No
              sign-in needed.
            </p>
          </div>
          <div className="row no-print">
            <PrintButton primary />
            <DownloadLinks />
          </div>
        </div>
        <dl className="card sum">
          {figures.map(([value, label]) => (
            <div key={label} className="flex flex-col-reverse justify-end">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <nav className="toc no-print mt-6" aria-label="Groups">
          {groups.map((group) => (
            <a key={group.key} href={`#${group.key}`}>
              {group.key === 'sensitive' ? 'Sensitive' : group.title} <span>{group.rows.length}</span>
            </a>
          ))}
        </nav>
        <ShortAnswers />
        <ReviewerTables groups={groups} />
        <p className="small faint mt-10">
          Permission list {manifest.version}, SHA-256 <code>{manifest.sha256}</code>. The identity of a permission is its API, its type and
          its name: some names occur twice. The ids are in the CSV and JSON files.
        </p>
      </div>
    </Shell>
  );
}
