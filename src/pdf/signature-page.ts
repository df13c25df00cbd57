import type { PDF } from '@libpdf/core';
import {
  A4,
  type Block,
  type Canvas,
  CONTENT_WIDTH,
  createCanvas,
  drawParagraph,
  type Fonts,
  INK,
  MARGIN,
  paragraph,
  type TextStyle,
} from './canvas.ts';
import type { Style } from './fonts.ts';
import { type SealPlace, sealBlock } from './seal-block.ts';
import { TEXTS, type Texts } from './signature-page-texts.ts';
import { signerBlock } from './signer-block.ts';
import { bothTimes } from './times.ts';
import type { SealMark, SignaturePage } from './types.ts';

const LABEL_WIDTH = 124;
const VALUE_WIDTH = CONTENT_WIDTH - LABEL_WIDTH;
const PAGE_END = A4.height - MARGIN.bottom;

/**
 * Adds the signature page(s) after the last page of `pdf`. Returns where the seal is described, if
 * there is to be one.
 */
export function addSignaturePages(
  pdf: PDF,
  page: SignaturePage,
  seal: SealMark | null,
  fonts: Fonts,
): SealPlace | null {
  const texts = TEXTS[page.locale];
  let place: SealPlace | null = null;
  const noteSeal = (found: SealPlace) => {
    place = found;
  };
  const blocks = [
    ...headBlocks(page, texts),
    sectionBlock(peopleHeading(page, texts)),
    ...page.signers.map((signer) => signerBlock(signer, page, texts)),
    spacer(),
    ...texts.notes.map(noteBlock),
    ...(seal ? [sealBlock(seal, texts, noteSeal)] : []),
  ];
  const canvases = flow(pdf, blocks, fonts);
  canvases.forEach((canvas, index) => {
    drawFooter(canvas, page, texts.footer(index + 1, canvases.length));
    canvas.finish();
  });
  return place;
}

function flow(pdf: PDF, blocks: Block[], fonts: Fonts): Canvas[] {
  const canvases: Canvas[] = [];
  let top = PAGE_END;
  for (const { height, draw } of blocks) {
    let canvas = canvases.at(-1);
    if (!canvas || top + height > PAGE_END) {
      const added = pdf.addPage({ width: A4.width, height: A4.height });
      canvas = createCanvas(pdf, added, fonts);
      canvases.push(canvas);
      top = MARGIN.top;
    }
    draw(canvas, top);
    top += height;
  }
  return canvases;
}

function headBlocks(page: SignaturePage, texts: Texts): Block[] {
  const time = bothTimes(page.completedAt, page.locale, page.timeZone);
  return [
    ...(page.watermark ? [testBlock(texts.test)] : []),
    headingBlock(texts.heading),
    row(texts.document, page.filename, 'bold'),
    row(texts.title, page.title),
    row(texts.sender, page.sender.name),
    row(texts.envelope, page.envelopeId, 'mono'),
    row(texts.pages, String(page.pageCount)),
    row(texts.completed, time),
    row(texts.original, page.originalSha256, 'mono'),
    row(texts.presented, page.presentedSha256, 'mono'),
  ];
}

function peopleHeading({ signers }: SignaturePage, texts: Texts): string {
  const approvals = signers.some(({ role }) => role === 'approver');
  const heading = approvals ? texts.signaturesAndApprovals : texts.signatures;
  return `${heading} (${signers.length})`;
}

function testBlock(text: string): Block {
  const label = paragraph(text, { style: 'bold', size: 11, width: CONTENT_WIDTH, ink: INK.alarm });
  return {
    height: 42,
    draw(canvas, top) {
      canvas.frame(MARGIN.x, top, CONTENT_WIDTH, 26, INK.alarm);
      const [line] = label.lines;
      if (line) drawParagraph(canvas, label, MARGIN.x + (CONTENT_WIDTH - line.width) / 2, top + 5);
    },
  };
}

function headingBlock(text: string): Block {
  const heading = paragraph(text, { style: 'bold', size: 22, width: CONTENT_WIDTH, ink: INK.navy });
  return {
    height: heading.height + 18,
    draw(canvas, top) {
      drawParagraph(canvas, heading, MARGIN.x, top);
      canvas.rule(MARGIN.x, top + heading.height + 4, CONTENT_WIDTH, 1.2, INK.navy);
    },
  };
}

function row(name: string, text: string, style: Style = 'text'): Block {
  // 64 hexadecimal digits on one line, so that they can be copied.
  const size = style === 'mono' ? 7.75 : 9;
  const label = paragraph(name, { style: 'text', size: 8, width: LABEL_WIDTH - 8, ink: INK.soft });
  const value = paragraph(text, { style, size, width: VALUE_WIDTH, ink: INK.text });
  return {
    height: Math.max(label.height, value.height) + 4,
    draw(canvas, top) {
      drawParagraph(canvas, label, MARGIN.x, top + 1);
      drawParagraph(canvas, value, MARGIN.x + LABEL_WIDTH, top);
    },
  };
}

function sectionBlock(text: string): Block {
  const heading = paragraph(text, { style: 'bold', size: 12, width: CONTENT_WIDTH, ink: INK.navy });
  return {
    // Room for the first block is asked for with it: no heading alone at the foot of a page.
    height: heading.height + 24,
    draw: (canvas, top) => drawParagraph(canvas, heading, MARGIN.x, top + 16),
  };
}

function spacer(): Block {
  return {
    height: 12,
    draw: (canvas, top) => canvas.rule(MARGIN.x, top, CONTENT_WIDTH, 0.5, INK.faint),
  };
}

function noteBlock(text: string): Block {
  const note = paragraph(text, { style: 'text', size: 7.5, width: CONTENT_WIDTH, ink: INK.soft });
  return {
    height: note.height + 5,
    draw: (canvas, top) => drawParagraph(canvas, note, MARGIN.x, top),
  };
}

function drawFooter(canvas: Canvas, page: SignaturePage, text: string): void {
  const small: TextStyle = { style: 'text', size: 7, width: CONTENT_WIDTH / 2, ink: INK.soft };
  const y = PAGE_END + 14;
  canvas.rule(MARGIN.x, y, CONTENT_WIDTH, 0.5, INK.faint);
  drawParagraph(canvas, paragraph(page.envelopeId, small), MARGIN.x, y + 6);
  const right = paragraph(text, small);
  const width = right.lines[0]?.width ?? 0;
  drawParagraph(canvas, right, MARGIN.x + CONTENT_WIDTH - width, y + 6);
}
