import { describe, expect, it } from 'vitest';
import { manifest, permissionGroups } from './permissions';
import { permissionsCsv, permissionsJson } from './permissions-download';

describe('the permission list as a download', () => {
  it('has a header and one CSV line for each of the 61 rows, in the order of the page', () => {
    const lines = permissionsCsv().split('\r\n');
    expect(lines).toHaveLength(1 + 61 + 1);
    expect(lines.at(-1)).toBe('');
    expect(lines[0]).toBe(
      'Group,Permission,API,Type,Can,Sensitive,What it is for,Data touched,Risk,Why,Without it,Good to know,API app ID,Permission ID',
    );
    const ids = lines.slice(1, -1).map((line) => line.slice(-36));
    expect(ids).toEqual(permissionGroups().flatMap((group) => group.rows.map((row) => row.id)));
  });

  it('is ASCII and holds no cell that a spreadsheet would run', () => {
    expect(permissionsCsv()).toMatch(/^[\x20-\x7e\r\n]+$/);
    expect(permissionsCsv()).not.toMatch(/(^|,|\n)"?[=+\-@]/);
  });

  it('has a JSON form with version, hash, counts, groups and all rows', () => {
    const document: unknown = JSON.parse(permissionsJson());
    expect(document).toMatchObject({ version: manifest.version, sha256: manifest.sha256, counts: { total: 61 } });
    expect(document).toHaveProperty('permissions', manifest.rows);
    expect(document).toHaveProperty('groups.length', 9);
  });
});
