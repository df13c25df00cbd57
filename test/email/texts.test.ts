import { expect, test } from 'vitest';
import { texts } from '../../emails/texts/index.ts';

function keys(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null
      ? keys(inner, `${path}${key}.`)
      : [`${path}${key}: ${typeof inner}`],
  );
}

function sentences(value: object): string[] {
  return Object.values(value).flatMap((inner) => {
    if (typeof inner === 'function') return [String(inner('Anna', 2)), String(inner('Anna', 1))];
    return typeof inner === 'string' ? [inner] : sentences(inner);
  });
}

test('the catalogues have the same keys of the same kinds', () => {
  expect(keys(texts.de)).toEqual(keys(texts.en));
  expect(keys(texts.en).length).toBeGreaterThan(40);
});

test('German is not English left over', () => {
  const english = new Set(sentences(texts.en));
  expect(sentences(texts.de).filter((sentence) => english.has(sentence))).toEqual([]);
});

test('German addresses people by Sie', () => {
  expect(
    sentences(texts.de).filter((text) => /\b(?:du|dein|deine|dir|dich)\b/iu.test(text)),
  ).toEqual([]);
});
