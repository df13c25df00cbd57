import { expect, test } from 'vitest';
import { fold } from '../../src/web/search/fold.ts';

test.each([
  ['Kündigung', 'kundigung'],
  ['KU\u0308NDIGUNG', 'kundigung'],
  ['Straße', 'strasse'],
  ['Łukasik', 'łukasik'],
  ['ﬁnal', 'final'],
  ['Kün\u00addi\u00adgung', 'kundigung'],
  ['Kündi-\ngung', 'kundigung'],
  ['Kündi\u2010 \n  gung', 'kundigung'],
  ['Kündi\u00ad\ngung', 'kundigung'],
  ['E-Mail', 'email'],
  ['a\u00a0 b\n\nc', 'a b c'],
  ['1-2', '1-2'],
  ['for - and', 'for - and'],
  ['one -\ntwo', 'one - two'],
])('%j is compared as %j', (source, text) => {
  expect(fold(source).text).toBe(text);
});

test('says where each character comes from', () => {
  const source = 'Ab\u00ad-\nc ß\u{1d400}';
  const { text, from } = fold(source);
  expect(text).toBe('abc ssa');
  expect(from.map((at) => source.charAt(at))).toEqual(['A', 'b', 'c', ' ', 'ß', 'ß', '\ud835']);
});
