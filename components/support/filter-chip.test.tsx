import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ChoiceChip } from './filter-chip';

const chip = (chosen: string | undefined) =>
  renderToStaticMarkup(
    <ChoiceChip label="Cause" chosen={chosen} options={[['busy', 'Somebody works on it']]} missing="A cause" choose={() => {}} />,
  );

test('a filter from a link is on and says what it is, also where it is none of the choices', () => {
  expect(chip('busy')).toMatch(/data-on="".*<option value="busy" selected="">Somebody works on it</);
  expect(chip('drift')).toMatch(/data-on="".*<option value="drift" selected="">A cause</);
  expect(chip(undefined)).toMatch(/^(?!.*data-on).*<option value="" selected="">Cause</);
});
