import { expect, test } from 'vitest';
import { elsewhere, isElsewhere } from './elsewhere';

const here = { origin: 'https://portal.example', pathname: '/support/invitations' };
const press = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false };
const link = (address: string, more: object = {}) => {
  const { href, pathname, search, hash } = new URL(address, `${here.origin}${here.pathname}`);
  return { href, pathname, search, hash, target: '', download: '', ...more };
};

test('a press that leads to another page of ours in this tab is told with its whole address', () => {
  expect(elsewhere(link('/support/cases/1?tab=x#notes'), press, here)).toBe('/support/cases/1?tab=x#notes');
});

test.each([
  ['a place on this page', link('#bulk'), press],
  ['another site', link('https://entra.example/support'), press],
  ['a mail', link('mailto:it@contoso.example'), press],
  ['a download', link('/support/file', { download: 'x.csv' }), press],
  ['a tab of its own', link('/support', { target: '_blank' }), press],
  ['a press with Ctrl', link('/support'), { ...press, ctrlKey: true }],
  ['a press with the middle button', link('/support'), { ...press, button: 1 }],
])('%s loses nothing', (_, to, pressed) => expect(elsewhere(to, pressed, here)).toBeNull());

test('Back to another page leaves this one; Back to another filter of it does not', () => {
  expect(isElsewhere(`${here.origin}/support?q=wren`, here)).toBe(true);
  expect(isElsewhere(`${here.origin}${here.pathname}?tab=held`, here)).toBe(false);
});
