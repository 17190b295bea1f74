import { type Permission, type PermissionGroupKey, permissionGroupKeys } from './permission';

export interface PermissionGroup {
  readonly key: PermissionGroupKey;
  readonly title: string;
  readonly sentence: string;
  readonly rows: readonly Permission[];
}

const words: Readonly<Record<PermissionGroupKey, readonly [title: string, sentence: string]>> = {
  sensitive: ['Sensitive: read these first', 'They reach further than security settings. Two of them allow more than reading.'],
  alerts: ['Alerts and incidents', 'Shows what is happening now and how severe it is.'],
  vulnerabilities: ['Vulnerabilities and fixes', 'Lists what is weak, where, and what to fix first.'],
  posture: ['Posture and policies', 'Measures settings against good practice and keeps score.'],
  devices: ['Devices', 'Knows which devices exist, who uses them and how they are managed.'],
  intelligence: ['Threat intelligence', 'Adds context to files, addresses and links named in alerts.'],
  mail: ['Email and awareness', 'Shows what people report and how they handle phishing.'],
  organization: ['Organization and people', 'Names the organization, its domains and its people in reports.'],
  delegated: [
    'With a signed-in user',
    'Asked for parity with the guide. FortifyData works without a signed-in user, so these add nothing today.',
  ],
};

/** Splits rows into the groups of the page, in their order; groups without rows are left out. */
export function groupPermissions(rows: readonly Permission[]): readonly PermissionGroup[] {
  return permissionGroupKeys
    .map((key) => {
      const [title, sentence] = words[key];
      const own = rows.filter((row) => row.group === key).sort((a, b) => a.rank - b.rank);
      return { key, title, sentence, rows: own };
    })
    .filter((group) => group.rows.length > 0);
}
