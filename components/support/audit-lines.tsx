import Link from 'next/link';
import type { AuditLineView } from '@/lib/contract/staff-audit';

/** Lines of the audit as a table; on phones each line stands alone. */
export function AuditLines({ lines }: { lines: readonly AuditLineView[] }) {
  if (lines.length === 0) return <p className="s-blank">No line fits these filters.</p>;
  return (
    <div className="s-body">
      <table className="s-plain s-audit">
        <caption className="vh">Audit lines, newest first</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Time (UTC)</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Case</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.seq}>
              <th scope="row" className="s-id">
                {line.seq}
              </th>
              <td className="s-id">{line.at.replace('T', ' ').replace('Z', '')}</td>
              <td title={line.actor}>{line.actorName}</td>
              <td>{line.action}</td>
              <td>
                {line.connectionId ? (
                  <Link className="s-id" href={`/support/cases/${line.connectionId}`} prefetch={false} title={line.connectionId}>
                    {line.connectionId.slice(0, 8)}
                  </Link>
                ) : (
                  <span className="s-faint">–</span>
                )}
              </td>
              <td className="s-id">{line.details === '{}' ? '' : line.details}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
