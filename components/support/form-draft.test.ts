import { expect, test } from 'vitest';
import { emptyForm, formText, keptForm } from './form-draft';

const form = { customer: 'Wren & Söhne', customerId: 'C-1', expects: 'wren.example', contact: '', note: 'Ask for Anne.\nNot on Fridays.' };

test('a form that was kept is the same form', () => expect(keptForm(formText(form))).toEqual(form));

test('an empty form keeps nothing', () => {
  expect(formText(emptyForm)).toBe('');
  expect(keptForm('')).toEqual(emptyForm);
});

test.each(['{', 'null', '[]', '7', '{"customer":1,"secret":"x"}'])('what is no form is an empty one: %s', (text) =>
  expect(keptForm(text)).toEqual(emptyForm),
);
