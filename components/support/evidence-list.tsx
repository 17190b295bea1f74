import { Fragment } from 'react';
import type { Evidence } from '@/lib/contract/staff';
import { CopyId } from './copy-text';

/** Codes and ids of a problem, each to be copied. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <dl className="s-ids">
      {evidence.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>
            <CopyId id={value} name={label} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
