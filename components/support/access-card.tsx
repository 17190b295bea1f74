import type { CaseAnswer } from '@/lib/contract/staff';
import { Ago } from '../ui/clock';

const shown = 20;

/** What staff did at this case: reads and writes, from the audit. */
export function AccessCard({ access }: { access: CaseAnswer['access'] }) {
  return (
    <section className="s-card" aria-labelledby="access">
      <header>
        <h2 id="access">Staff access</h2>
        <p className="s-end">every read is written down</p>
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
                <td>{line.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {access.length === 0 ? <p className="s-sub">Nobody has opened this case before you.</p> : null}
      </div>
    </section>
  );
}
