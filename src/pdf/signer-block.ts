import {
  type Block,
  type Canvas,
  CONTENT_WIDTH,
  drawParagraph,
  INK,
  MARGIN,
  paragraph,
} from './canvas.ts';
import type { Texts } from './signature-page-texts.ts';
import { fitSize } from './text-layout.ts';
import { bothTimes, utcTime } from './times.ts';
import type { SignaturePage, SignaturePageSigner } from './types.ts';

const GAP = 20;
const COLUMN = (CONTENT_WIDTH - GAP) / 2;
const LABEL = 60;
const PADDING = 10;

/** One person: name, role and address on the left, the mark on the right, the facts below. */
export function signerBlock(
  signer: SignaturePageSigner,
  { locale, timeZone }: SignaturePage,
  texts: Texts,
): Block {
  const name = paragraph(signer.name, { style: 'bold', size: 10.5, width: COLUMN, ink: INK.text });
  const contact = `${texts.role[signer.role]} · ${signer.emailMasked}`;
  const who = paragraph(contact, { style: 'text', size: 8.5, width: COLUMN, ink: INK.soft });
  const mark = signer.signatureText === null ? approval(texts) : signature(signer, texts);
  const opened = signer.openedAt && bothTimes(signer.openedAt, locale, timeZone);
  const facts = [
    fact(texts.opened, opened || texts.notRecorded),
    fact(texts.done[signer.role], bothTimes(signer.at, locale, timeZone)),
    fact(texts.identified, texts.identifiedBy),
  ];
  const upper = Math.max(name.height + 2 + who.height, mark.height) + 6;
  return {
    height: PADDING + upper + facts.reduce((sum, { height }) => sum + height, 0) + PADDING,
    draw(canvas, top) {
      canvas.rule(MARGIN.x, top, CONTENT_WIDTH, 0.5, INK.faint);
      const start = top + PADDING;
      drawParagraph(canvas, name, MARGIN.x, start);
      drawParagraph(canvas, who, MARGIN.x, start + name.height + 2);
      mark.draw(canvas, start);
      let y = start + upper;
      for (const { height, draw } of facts) {
        draw(canvas, y);
        y += height;
      }
    },
  };
}

/** The typed name in a hand of its own over a rule, with the caption every mark carries. */
function signature(signer: SignaturePageSigner, texts: Texts): Block {
  const typed = signer.signatureText ?? '';
  const size = fitSize(typed, 'script', 26, 14, COLUMN);
  const ink = paragraph(typed, { style: 'script', size, width: COLUMN, ink: INK.navy });
  const words = texts.caption(signer.name, utcTime(signer.at));
  const caption = paragraph(words, { style: 'text', size: 6.5, width: COLUMN, ink: INK.soft });
  const x = MARGIN.x + COLUMN + GAP;
  return {
    height: ink.height + 6 + caption.height,
    draw(canvas: Canvas, top: number) {
      drawParagraph(canvas, ink, x, top);
      canvas.rule(x, top + ink.height + 2, COLUMN, 0.5, INK.navy);
      drawParagraph(canvas, caption, x, top + ink.height + 5);
    },
  };
}

function approval(texts: Texts): Block {
  const word = paragraph(texts.approval, {
    style: 'bold',
    size: 10.5,
    width: COLUMN,
    ink: INK.navy,
  });
  const x = MARGIN.x + COLUMN + GAP;
  return { height: word.height, draw: (canvas, top) => drawParagraph(canvas, word, x, top) };
}

function fact(name: string, text: string): Block {
  const label = paragraph(name, { style: 'text', size: 7.5, width: LABEL, ink: INK.soft });
  const value = paragraph(text, {
    style: 'text',
    size: 7.5,
    width: CONTENT_WIDTH - LABEL,
    ink: INK.text,
  });
  return {
    height: Math.max(label.height, value.height),
    draw(canvas, top) {
      drawParagraph(canvas, label, MARGIN.x, top);
      drawParagraph(canvas, value, MARGIN.x + LABEL, top);
    },
  };
}
