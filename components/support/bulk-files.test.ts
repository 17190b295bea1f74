import { expect, test } from 'vitest';
import { readSheet } from '@/lib/domain/invitation-sheet';
import { faultyFile, linksFile, templateFile } from './bulk-files';

const read = async (file: Blob) => readSheet((await file.text()).replace('\ufeff', ''));
const cells = { customer: '=Müller, "AG"', customerId: 'C-1', expects: 'bad domain', contact: '@x', note: 'two\nlines' };

test('the rows to correct can be sent again: they are read as they were, without what is wrong', async () => {
  const file = faultyFile([{ row: 7, cells, faults: [{ field: 'expects', reason: 'It has a space' }] }]);
  expect(await file.text()).toContain('It has a space');
  expect(await read(file)).toEqual({ rows: [{ row: 2, draft: cells, tooLong: false }], ignored: ['What is wrong'] });
});

test('the template is a file that lacks nothing but rows', async () => {
  expect(await read(templateFile())).toEqual({ reason: 'The file has a header and no rows.' });
});

test('the file of links holds each link, and no formula', async () => {
  const link = {
    row: 2,
    id: 'x',
    customer: '=1',
    customerId: 'C-1',
    expects: 'a.example',
    contact: 'a@a.example',
    link: 'https://p/invite/t',
  };
  const text = await linksFile([{ ...link, expiresAt: '2026-12-01T09:42:11.000Z' }]).text();
  expect(text.split('\r\n')[1]).toBe("'=1,C-1,a.example,a@a.example,https://p/invite/t,2026-12-01 09:42");
});
