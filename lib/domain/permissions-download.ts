import { toCsv } from './csv';
import { apiName, counts, manifest, permissionGroups } from './permissions';

/** What an app with the permission may do, in the words of the page. */
const reach = { read: 'Read only', act: 'Can act', change: 'Can change a setting' } as const;

const header = [
  'Group',
  'Permission',
  'API',
  'Type',
  'Can',
  'Sensitive',
  'What it is for',
  'Data touched',
  'Risk',
  'Why',
  'Without it',
  'Good to know',
  'API app ID',
  'Permission ID',
];

/** The permission list as CSV for a reviewer's own sheet, in the order of the page. ASCII text, so that no spreadsheet misreads it. */
export function permissionsCsv(): string {
  const rows = permissionGroups().flatMap((group) =>
    group.rows.map((row) => [
      group.title,
      row.value,
      apiName(row.resourceAppId),
      row.type,
      reach[row.can],
      row.sensitive ? 'Yes' : 'No',
      row.purpose,
      row.touches,
      row.risk,
      row.riskWhy,
      row.without,
      row.note ?? '',
      row.resourceAppId,
      row.id,
    ]),
  );
  return toCsv(header, rows);
}

/** The permission list as a JSON document: version and hash as the receipt names them, groups in order, rows in the guide's order. */
export function permissionsJson(): string {
  const groups = permissionGroups().map(({ key, title, sentence }) => ({ key, title, sentence }));
  const { version, sha256, rows } = manifest;
  return `${JSON.stringify({ version, sha256, counts: counts(), groups, permissions: rows }, null, 2)}\n`;
}
