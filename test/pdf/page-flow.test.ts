import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { type Block, documentFonts } from '../../src/pdf/canvas.ts';
import { proseBlocks, row, sectionBlock, together } from '../../src/pdf/page-blocks.ts';
import { addPages } from '../../src/pdf/page-flow.ts';
import { savePdf } from '../../src/pdf/save-pdf.ts';
import { tableBlocks } from '../../src/pdf/table.ts';
import { layoutFaults, wordsOf } from './support/layout.ts';
import { scratch } from './support/tools.ts';

const path = join(scratch(), 'flow.pdf');

/** The text of each page on which the blocks came to lie. */
async function flow(blocks: Block[]): Promise<string[]> {
  const pdf = PDF.create();
  addPages(pdf, blocks, documentFonts(pdf), (page, pages) => ['left', `${page}/${pages}`]);
  writeFileSync(path, (await savePdf(pdf)).bytes);
  expect(layoutFaults(path)).toEqual([]);
  return wordsOf(path).map((words) => words.map(({ text }) => text).join(' '));
}

const filler = (height: number): Block => ({ height, draw: () => undefined });
/** How far down a page something begins, in points: all over it, and to its end. */
const PLACES = Array.from({ length: 25 }, (_, index) => index * 30);
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => proseBlocks(`line${index + 1}.`, { after: 60 })[0]!);

describe('blocks that flow over pages', () => {
  it('begin a table with its heading, its head and three rows', async () => {
    const rows = Array.from({ length: 9 }, (_, index) => [[{ text: `row${index + 1}.` }]]);
    const table = tableBlocks([{ title: 'Column', width: 200 }], rows);
    let broken = 0;
    for (const place of PLACES) {
      const pages = await flow([filler(place), sectionBlock('Heading'), ...table]);
      if (pages.length > 1) broken += 1;
      const [start] = pages.filter((page) => page.includes('Heading'));
      expect(start, `at ${place}`).toContain('Heading Column row1. row2. row3.');
      for (const page of pages) expect(page.includes('row')).toBe(page.includes('Column'));
    }
    expect(broken).toBeGreaterThan(3);
  });

  it('stay together where a page holds them', async () => {
    for (const place of PLACES) {
      const pages = await flow([filler(place), ...together(lines(9))]);
      const [start] = pages.filter((page) => page.includes('line1.'));
      expect(start, `at ${place}`).toContain('line9.');
    }
  });

  it('go on from page to page where none holds them, the first three on one', async () => {
    for (const place of PLACES) {
      const pages = await flow([filler(place), ...together(lines(30))]);
      const [start] = pages.filter((page) => page.includes('line1.'));
      expect(start, `at ${place}`).toContain('line3.');
      // Nine to a page: none is left half empty.
      expect(pages.length).toBeLessThan(6);
    }
  });

  it('have their space above them, but not where they begin a page', async () => {
    const [close] = await topOf([filler(100), filler(10), ...lines(1)]);
    const [apart] = await topOf([filler(100), { ...filler(10), space: 40 }, ...lines(1)]);
    expect(apart! - close!).toBeCloseTo(40, 1);
    const [lower] = await topOf([filler(700), { ...filler(10), space: 40 }, ...lines(1)]);
    const [upper] = await topOf([filler(700), { ...filler(10), space: 400 }, ...lines(1)]);
    expect(upper).toBe(lower);
  });

  it('break a text longer than a page between lines, and lose none', async () => {
    const value = Array.from({ length: 900 }, (_, index) => `word${index}.`).join(' ');
    const pages = await flow([filler(300), ...row('Name', value)]);
    expect(pages.length).toBeGreaterThan(1);
    const found = pages.join(' ').match(/word\d+\./g);
    expect(found).toEqual(value.split(' '));
  });
});

/** Where the first line ends up, from the top of its page. */
async function topOf(blocks: Block[]): Promise<(number | undefined)[]> {
  await flow(blocks);
  return wordsOf(path).flatMap((words) =>
    words.filter(({ text }) => text === 'line1.').map(({ y1 }) => y1),
  );
}
