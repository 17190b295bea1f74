import type { StaffAccess } from '../../contract/staff';
import type { CaseAccess } from '../../data/staff-case';
import { deedText } from './deed-words';

const look = 'staff.case.read';

/**
 * What staff did at a case, newest first. A tab that stays open writes a look every ten minutes: those of one person, with no write of
 * anybody in between, are one entry with their number.
 */
export function accessOf(lines: readonly CaseAccess[]): StaffAccess[] {
  const entries: StaffAccess[] = [];
  let looks = new Map<string, StaffAccess>();
  for (const line of lines) {
    const at = line.at.toISOString();
    if (line.action !== look) looks = new Map();
    const same = looks.get(line.by.oid);
    if (same) {
      same.times += 1;
      same.since = at;
      continue;
    }
    const entry = { at, by: line.by, action: line.action, text: deedText(line.action), times: 1, since: at };
    if (line.action === look) looks.set(line.by.oid, entry);
    entries.push(entry);
  }
  return entries;
}
