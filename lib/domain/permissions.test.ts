import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { apiKeyOf, apiName, canonicalRows, counts, manifest, manifestHash, permissionGroups, permissionKey } from './permissions';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the permission manifest', () => {
  it('asks for 2 Threat Protection, 31 Graph and 16 WindowsDefenderATP application permissions and 12 delegated ones of Graph', () => {
    const tally: Record<string, number> = {};
    for (const { api, type } of manifest.rows) tally[`${api}, ${type}`] = (tally[`${api}, ${type}`] ?? 0) + 1;
    expect(tally).toEqual({
      'Microsoft Threat Protection, Application': 2,
      'Microsoft Graph, Application': 31,
      'WindowsDefenderATP, Application': 16,
      'Microsoft Graph, Delegated': 12,
    });
  });

  it('counts what the pages claim: 61 = 49 + 12, 59 only read, 2 go beyond, 9 are sensitive', () => {
    expect(counts()).toEqual({ total: 61, application: 49, delegated: 12, readOnly: 59, beyondReading: 2, sensitive: 9 });
  });

  it('lets exactly one permission act on a device and exactly one change a setting', () => {
    const beyond = manifest.rows.filter((row) => row.can !== 'read').map((row) => `${row.can} ${row.value}`);
    expect(beyond.sort()).toEqual(['act Machine.CollectForensics', 'change ThreatSubmissionPolicy.ReadWrite.All']);
  });

  it('is frozen: this version has this hash, and the hash is the one of its rows', () => {
    expect(manifestHash).toBe('f2376160c8c5ca8f66eaacdecf2b728996fab974f1779c0ec4c7f168a75096b6');
    expect(manifest.version).toBe('2026.11');
    expect(sha256(canonicalRows())).toBe(manifestHash);
  });

  it('gets another hash when a single id, name, type or API changes, or when a row is missing', () => {
    const hashes = manifest.rows.flatMap((row, index) => {
      const replaced = (change: object) => sha256(canonicalRows(manifest.rows.with(index, { ...row, ...change })));
      const other = row.type === 'Application' ? 'Delegated' : 'Application';
      const without = sha256(canonicalRows(manifest.rows.filter((candidate) => candidate !== row)));
      return [
        replaced({ id: `${row.id.slice(0, -1)}x` }),
        replaced({ value: `${row.value}x` }),
        replaced({ type: other }),
        replaced({ api: 'x' }),
        without,
      ];
    });
    expect(hashes).toHaveLength(61 * 5);
    expect(hashes.filter((hash) => hash === manifestHash)).toEqual([]);
  });

  it('keeps its hash when only the order of the rows or their words change', () => {
    const reworded = manifest.rows.toReversed().map((row) => ({ ...row, purpose: 'other words' }));
    expect(sha256(canonicalRows(reworded))).toBe(manifestHash);
  });

  it('identifies every row by API, type and name, and gives each its own id', () => {
    expect(new Set(manifest.rows.map(permissionKey)).size).toBe(61);
    expect(new Set(manifest.rows.map((row) => row.id)).size).toBe(61);
    expect(manifest.rows.filter((row) => !guid.test(row.id) || !guid.test(row.resourceAppId))).toEqual([]);
  });

  it('has User.Read.All in two APIs under two ids', () => {
    const twins = manifest.rows.filter((row) => row.value === 'User.Read.All');
    expect(twins.map((row) => [apiName(row.resourceAppId), row.id])).toEqual([
      ['Graph', 'df021288-bdef-4463-88db-98f22de89214'],
      ['Defender for Endpoint', 'a833834a-4cf1-4732-8acf-bbcfa13fb610'],
    ]);
  });

  it('names its three APIs and leaves an unknown one by its id', () => {
    const ids = [...new Set(manifest.rows.map((row) => row.resourceAppId))];
    expect(ids.map(apiName)).toEqual(['Defender XDR', 'Graph', 'Defender for Endpoint']);
    expect(ids.map(apiKeyOf)).toEqual(['threat-protection', 'graph', 'endpoint']);
    expect(apiName('11111111-1111-1111-1111-111111111111')).toBe('11111111-1111-1111-1111-111111111111');
    expect(apiKeyOf('11111111-1111-1111-1111-111111111111')).toBeNull();
  });

  it('says every part of every row in whole sentences of US English', () => {
    const texts = manifest.rows.flatMap((row) => [row.purpose, row.touches, row.riskWhy, row.without, ...(row.note ? [row.note] : [])]);
    expect(texts.length).toBeGreaterThan(61 * 4);
    expect(texts.filter((text) => !/^[A-Z].+[.]$/.test(text))).toEqual([]);
    expect(texts.filter((text) => /\b(tenants?|licen[c]e|e-mails?|organi[s]ation\w*|please|simply)\b|!/i.test(text))).toEqual([]);
  });
});

describe('the groups of the permissions', () => {
  it('come in the order of the page, with 9 sensitive rows first and 52 behind them', () => {
    expect(permissionGroups().map(({ key, rows }) => [key, rows.length])).toEqual([
      ['sensitive', 9],
      ['alerts', 5],
      ['vulnerabilities', 4],
      ['posture', 9],
      ['devices', 5],
      ['intelligence', 6],
      ['mail', 3],
      ['organization', 9],
      ['delegated', 11],
    ]);
  });

  it('hold every row of the manifest once', () => {
    const grouped = permissionGroups().flatMap((group) => group.rows.map(permissionKey));
    expect(grouped.toSorted()).toEqual(manifest.rows.map(permissionKey).toSorted());
  });

  it('hold high risks in the sensitive group and nowhere else', () => {
    const misplaced = manifest.rows.filter(
      (row) => (row.risk === 'high') !== (row.group === 'sensitive') || row.sensitive !== (row.risk === 'high'),
    );
    expect(misplaced).toEqual([]);
  });

  it('list their rows by rank, from 1 without a gap', () => {
    for (const { rows } of permissionGroups()) expect(rows.map((row) => row.rank)).toEqual(rows.map((_, index) => index + 1));
  });

  it('leave out groups that a search has emptied', () => {
    const found = manifest.rows.filter((row) => row.value.startsWith('Vulnerability'));
    expect(permissionGroups(found).map(({ key, rows }) => [key, rows.length])).toEqual([['vulnerabilities', 1]]);
  });
});
