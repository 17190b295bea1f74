import type { CellState, MatrixApi } from '@/lib/contract/connection';
import { PermissionName } from '../permissions/permission-name';
import { formatDuration } from '../time';
import { Icon } from '../ui/icon';
import type { Tone } from '../ui/tone';
import { cellIcons, cellWords, layers, type ProofRow } from './matrix-cell';

const tones: Partial<Record<CellState, Tone>> = { yes: 'good', note: 'warn', no: 'bad', wait: 'wait' };

/** One API of the proof: its counts on the fold, a row for each permission below. */
export function MatrixApiRows({ api, open }: { api: MatrixApi; open: boolean }) {
  return (
    <details className="api" open={open}>
      <summary>
        <Icon name="chev" className="chev" />
        <div className="ttl">
          <h3>{api.title}</h3>
          <p className="sub">{api.sentence}</p>
        </div>
        <span className="n">
          {api.asked}
          <small className="dup">asked</small>
        </span>
        <Count value={api.granted} wanted={api.asked} label="granted" without="not readable" />
        <Count value={api.inToken} wanted={api.asked} label="in token" without="no token" />
        <span className="n" data-tone={tones[api.answer.state]}>
          {api.answer.text}
          {api.answer.durationMs === null ? null : <small>{formatDuration(api.answer.durationMs)}</small>}
        </span>
      </summary>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">Permission</span>
            </th>
            {layers.map((layer) => (
              <th key={layer.key} scope="col" className="c">
                <span className="vh">{layer.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {api.rows.map((row) => (
            <Row key={`${row.type} ${row.value}`} row={row} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Count({ value, wanted, label, without }: { value: number | null; wanted: number; label: string; without: string }) {
  if (value === null) {
    return (
      <span className="n">
        –<small>{without}</small>
      </span>
    );
  }
  return (
    <span className="n" data-tone={value < wanted ? 'bad' : 'good'}>
      {value}
      <small className="dup">{label}</small>
    </span>
  );
}

function Row({ row }: { row: ProofRow }) {
  return (
    <tr>
      <th scope="row" className="name">
        <PermissionName value={row.value} />
        {row.type === 'Delegated' ? <span> delegated</span> : null}
      </th>
      {layers.map((layer) => (
        <td key={layer.key} className="c" data-label={layer.title}>
          <span className="cell" data-s={row[layer.key]}>
            <Icon name={cellIcons[row[layer.key]]} />
            <span className="vh">{cellWords(row, layer.key)}</span>
          </span>
        </td>
      ))}
    </tr>
  );
}
