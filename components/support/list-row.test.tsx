import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { caseRow } from './case-row.test-data';
import { ListRow } from './list-row';

const drawn = (more: Parameters<typeof caseRow>[1]) =>
  renderToStaticMarkup(
    <table>
      <tbody>
        <ListRow row={caseRow('Contoso', more)} at={false} now={Date.parse('2026-11-26T12:00:00Z')} open={() => {}} />
      </tbody>
    </table>,
  );

test('a row names the customer beside the domain where the organization is called something else', () => {
  const customer = { name: 'Pinecrest Schools', id: 'C-1042' };
  expect(drawn({ customer })).toContain('Contoso.example · Pinecrest Schools, C-1042');
  expect(drawn({ customer: { ...customer, name: 'contoso' } })).not.toContain('C-1042');
});

test('a row is marked while somebody waits for a re-check', () => {
  expect(drawn({ recheckAsked: true })).toContain('Re-check asked');
  expect(drawn({})).not.toContain('Re-check asked');
});
