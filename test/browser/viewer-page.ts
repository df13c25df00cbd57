import type { Page } from 'playwright-core';
import { makePdf } from './make-pdf.ts';
import { happyScript, sessionOf } from './script.ts';
import type { Script, Session } from './stub-server.ts';

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

export type Paper = { name: string; pages: readonly (readonly string[])[] };

/** A session over PDFs with these lines of text on their pages, in the page's coordinates. */
export function scriptOf(papers: readonly Paper[], changes: Partial<Session> = {}): Script {
  const files = papers.map(({ pages }) =>
    makePdf(pages.map((lines) => ({ content: lines.map(textAt).join('\n'), font: FONT }))),
  );
  const session = { ...sessionOf('en'), ...changes };
  session.envelope = {
    ...session.envelope,
    documents: papers.map(({ name, pages }, index) => ({
      id: `sigdoc_${index + 1}`,
      filename: name,
      page_count: pages.length,
      signed: false,
    })),
  };
  return {
    ...happyScript('en'),
    session: (input) => ({ ...session, locale: input.locale ?? session.locale }),
    document: (id) => files[Number(id.split('_')[1]) - 1] ?? 404,
  };
}

function textAt(line: string, index: number): string {
  const bytes = Buffer.from(line, 'latin1').toString('hex');
  return `BT /F1 16 Tf 60 ${760 - index * 24} Td <${bytes}> Tj ET`;
}

/** A page of no text, with a grey square for a scan. */
export const SCAN: readonly string[] = [];

export const region = (page: Page, name: string) => page.getByRole('figure', { name, exact: true });

/** How many pages have a canvas, and how many pixels these have. */
export function canvases(page: Page): Promise<{ count: number; pixels: number }> {
  return page.evaluate(`(() => {
    const all = [...document.querySelectorAll('.sheet-canvas canvas')];
    return { count: all.length, pixels: all.reduce((sum, c) => sum + c.width * c.height, 0) };
  })()`);
}

/** Device pixels a CSS pixel on the page of that name; 0 where it has no canvas. */
export function density(page: Page, name: string): Promise<number> {
  return region(page, name).evaluate(readDensity);
}

type Element = {
  querySelector(selector: string): { width: number; clientWidth: number } | null;
};

// Runs in the browser.
function readDensity(section: Element): number {
  const canvas = section.querySelector('canvas');
  return canvas ? canvas.width / canvas.clientWidth : 0;
}
