import type { PDFPage } from '@libpdf/core';
import {
  A4,
  type Block,
  type Canvas,
  CONTENT_WIDTH,
  drawParagraph,
  INK,
  MARGIN,
  paragraph,
} from './canvas.ts';
import type { Box } from './objects.ts';
import type { Texts } from './signature-page-texts.ts';
import type { SealMark } from './types.ts';

const PADDING = 8;
const INNER_WIDTH = CONTENT_WIDTH - 2 * PADDING;
const GAP = 8;

/** Where the words about the seal ended up, in PDF coordinates: the seal's widget goes over them. */
export type SealPlace = { page: PDFPage; area: Box };

/** What the seal is and is not, in a frame; `placed` is told where it was drawn. */
export function sealBlock(seal: SealMark, texts: Texts, placed: (place: SealPlace) => void): Block {
  const small = { style: 'text' as const, size: 7.5, width: INNER_WIDTH, ink: INK.soft };
  const parts = [
    paragraph(texts.seal, { style: 'bold', size: 9, width: INNER_WIDTH, ink: INK.navy }),
    paragraph(texts.sealNote, small),
    paragraph(seal.timeStamp ? texts.sealTimeStamp : texts.sealClock, small),
    ...(seal.development ? [paragraph(texts.sealDevelopment, { ...small, ink: INK.alarm })] : []),
    paragraph(`${texts.sealCertificate}: ${seal.subject}`, small),
    paragraph(`SHA-256 ${seal.fingerprint}`, { ...small, style: 'mono', size: 6.75 }),
  ];
  const inner = parts.reduce((sum, { height }) => sum + height, 0);
  const height = inner + 2 * PADDING;
  return {
    height: GAP + height,
    draw(canvas: Canvas, top: number) {
      canvas.frame(MARGIN.x, top + GAP, CONTENT_WIDTH, height, INK.faint);
      let y = top + GAP + PADDING;
      for (const part of parts) {
        drawParagraph(canvas, part, MARGIN.x + PADDING, y);
        y += part.height;
      }
      const bottom = A4.height - (top + GAP + height);
      const area = { x: MARGIN.x, y: bottom, width: CONTENT_WIDTH, height };
      placed({ page: canvas.page, area });
    },
  };
}
