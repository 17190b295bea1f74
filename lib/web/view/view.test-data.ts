import { ConnectionView } from '../../contract/connection';
import type { OperationRecord } from '../../data/data';
import type { ChangeKind } from '../../domain/change';
import { cloudFor } from '../../domain/clouds';
import type { ConnectionRecord, Person } from '../../domain/connection';
import { at, callbackUrl } from '../../domain/record.test-data';
import { connectionView, viewContext } from './connection-view';

/** A line of the journal that was ended after two seconds. */
export function operation(change: ChangeKind, second: number, ending: Partial<OperationRecord> = {}): OperationRecord {
  return {
    id: `${change}-${second}`,
    change,
    intendedAt: at(second),
    endedAt: at(second + 2),
    outcome: 'done',
    detail: null,
    calls: [],
    ...ending,
  };
}

interface Shown {
  readonly operations?: readonly OperationRecord[];
  readonly now?: Date;
  readonly person?: Person;
  readonly tokenLives?: boolean;
}

const around = { cloud: cloudFor('global', null), callbackUrl, certificate: null };

/** The context of the view of a record. */
export const contextOf = (record: ConnectionRecord) =>
  viewContext({ record, person: record.admin, operations: [], ...around, now: at(400) });

/** The view of a record, held against the contract: nothing is missing, nothing is beyond. */
export function viewOf(record: ConnectionRecord, shown: Shown = {}): ConnectionView {
  const usual = { operations: [], now: at(400), person: record.admin };
  const view = connectionView({ record, ...around, ...usual, ...shown });
  return ConnectionView.strict().parse(view);
}
