import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import SupportLayout from './layout';

beforeAll(() => {
  delete process.env['SUPPORT_TENANT_ID'];
  delete process.env['SUPPORT_CLIENT_ID'];
});

test('without a staff app every support page says that it is off, what that means, and who can change it', () => {
  const page = renderToStaticMarkup(SupportLayout({ children: 'the page below' }));
  expect(page).toContain('The support pages are off');
  for (const part of [
    'SUPPORT_TENANT_ID and SUPPORT_CLIENT_ID are not set',
    'Whoever runs the portal',
    'Customers can connect all the same',
  ])
    expect(page).toContain(part);
  expect(page).not.toMatch(/the page below|Sign in with Microsoft/);
});
