import type { CellState, MatrixApi } from '@/lib/contract/connection';
import { Icon } from '../ui/icon';
import { MatrixApiRows } from './matrix-api';
import { cellIcons, layers } from './matrix-cell';

const legend: readonly (readonly [CellState, string])[] = [
  ['yes', 'Works'],
  ['note', 'Works, but no data or no license yet'],
  ['no', 'Refused'],
  ['hid', 'Microsoft does not let us read this'],
];

/**
 * Proof, permission by permission: asked, granted, in the token, API answers. Folded by API; the first one is open, and any with a
 * problem.
 * @param props.allOpen for paper
 */
export function Matrix({ apis, allOpen = false }: { apis: readonly MatrixApi[]; allOpen?: boolean }) {
  return (
    <section className="sec proof">
      <div className="sec-head">
        <div>
          <h2>Proof, permission by permission</h2>
          <p>What was asked, what Microsoft granted, what the token carries, and whether the API answers. One read for each API.</p>
        </div>
      </div>
      <div className="card perms">
        <div className="mhead" aria-hidden="true">
          <span />
          <span>API</span>
          {layers.map((layer) => (
            <span key={layer.key}>{layer.title}</span>
          ))}
        </div>
        {apis.map((api, index) => (
          <MatrixApiRows key={api.key} api={api} open={allOpen || (!isUntouched(api) && (index === 0 || hasProblem(api)))} />
        ))}
        <div className="legend">
          {legend.map(([state, text]) => (
            <span key={state}>
              <span className="cell" data-s={state} aria-hidden="true">
                <Icon name={cellIcons[state]} />
              </span>
              {text}
            </span>
          ))}
        </div>
      </div>
    </section>
  );
}

/** Nothing was granted yet and nothing tried: its rows say no more than its fold does. Only support sees such ones. */
const isUntouched = (api: MatrixApi): boolean => api.granted === 0 && api.inToken === null;

/** Whether any layer of any row was refused. */
export const hasProblem = (api: MatrixApi): boolean =>
  api.answer.state === 'no' || api.rows.some((row) => layers.some((layer) => row[layer.key] === 'no'));
