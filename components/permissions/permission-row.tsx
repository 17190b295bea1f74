import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { type ListedPermission, reachNames } from './listed';
import { PermissionName } from './permission-name';

/** One permission: closed it says what it is for (and the risk, when sensitive), open it says everything. */
export function PermissionRow({ row, setAside }: { row: ListedPermission; setAside: boolean }) {
  return (
    <details className="perm">
      <summary>
        <span className="name">
          <PermissionName value={row.value} />
          <Marks row={row} setAside={setAside} />
        </span>
        <span>
          <span className="why">{row.purpose}</span>
          {row.sensitive ? (
            <span className="risk">
              <Icon name="warn" />
              <span>{row.riskWhy}</span>
            </span>
          ) : null}
        </span>
        <span className="tags">
          <Badge>{row.shortName}</Badge>
        </span>
        <Icon name="chev" small className="chev" />
      </summary>
      <Particulars row={row} />
    </details>
  );
}

function Marks({ row, setAside }: { row: ListedPermission; setAside: boolean }) {
  const delegated = row.sensitive && row.type === 'Delegated';
  if (row.can === 'read' && !delegated && !setAside) return null;
  return (
    <span className="marks">
      {row.can === 'read' ? null : <Badge tone="bad">{reachNames[row.can]}</Badge>}
      {delegated ? <Badge>Delegated</Badge> : null}
      {setAside ? <Badge tone="warn">Set aside</Badge> : null}
    </span>
  );
}

function Particulars({ row }: { row: ListedPermission }) {
  return (
    <dl>
      <dt>Touches</dt>
      <dd>{row.touches}</dd>
      <dt>Risk</dt>
      <dd>{row.riskWhy}</dd>
      <dt>Without it</dt>
      <dd>{row.without}</dd>
      {row.note ? (
        <>
          <dt>Good to know</dt>
          <dd>{row.note}</dd>
        </>
      ) : null}
      <dt>Identity</dt>
      <dd>
        {row.api}, {row.type.toLowerCase()}
        <br />
        <code>{row.id}</code>
      </dd>
    </dl>
  );
}
