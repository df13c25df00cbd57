import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PDF } from '@libpdf/core';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url));

export const ONE_PAGE = fixture('b1_1p.pdf');
export const TEN_PAGES = fixture('b10_10p.pdf');

/** The ten pages twenty times over, then the one page a hundred times. */
export async function threeHundredPages(): Promise<Uint8Array> {
  const [one, ten] = [await readFile(ONE_PAGE), await readFile(TEN_PAGES)];
  const many = (bytes: Uint8Array, count: number) =>
    Array.from({ length: count }, () => new Uint8Array(bytes));
  const merged = await PDF.merge([...many(ten, 20), ...many(one, 100)]);
  return merged.save();
}
