import Link from 'next/link';
import type { CaseAnswer, StaffAccess } from '@/lib/contract/staff';
import { Ago } from '../ui/clock';

const shown = 20;

/** What staff did at this case: reads and writes, from the audit. */
export function AccessCard({ id, access }: { id: string; access: CaseAnswer['access'] }) {
  return (
    <section className="s-card" aria-labelledby="access">
      <header>
        <h2 id="access">Staff access</h2>
        <p className="s-end">a look is written down once in ten minutes</p>
      </header>
      <div className="s-body">
        <table className="s-plain">
          <caption className="vh">What staff did at this case, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {access.slice(0, shown).map((line) => (
              <tr key={`${line.at} ${line.action} ${line.by.oid}`}>
                <td>
                  <Ago at={line.at} />
                </td>
                <td>{line.by.name}</td>
                <td>
                  {line.text}
                  <Times line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="s-sub">
          The newest {Math.min(shown, access.length)}.{' '}
          <Link href={`/support/audit?connection=${id}`} prefetch={false}>
            Every line is in the audit
          </Link>
        </p>
      </div>
    </section>
  );
}

/** A tab that stays open: how often, and since when. */
function Times({ line: { times, since } }: { line: StaffAccess }) {
  if (times === 1) return null;
  return (
    <>
      , {times} times, the first <Ago at={since} />
    </>
  );
}
