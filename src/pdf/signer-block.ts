import { type Block, CONTENT_WIDTH, drawParagraph, INK, MARGIN, paragraph } from './canvas.ts';
import { COLUMN, inkBlock, wordMark } from './mark-block.ts';
import type { Pictures } from './mark-pictures.ts';
import { fact } from './page-blocks.ts';
import type { Texts } from './signature-page-texts.ts';
import { bothTimes, utcTime } from './times.ts';
import type { SignaturePage, SignaturePageSigner } from './types.ts';

const LABEL = 60;
const PADDING = 10;

/** One person: name, role and address on the left, the mark on the right, the facts below. */
export function signerBlock(
  signer: SignaturePageSigner,
  { locale, timeZone }: SignaturePage,
  texts: Texts,
  pictures: Pictures,
): Block {
  const name = paragraph(signer.name, { style: 'bold', size: 10.5, width: COLUMN, ink: INK.text });
  const contact = `${texts.role[signer.role]} · ${signer.emailMasked}`;
  const who = paragraph(contact, { style: 'text', size: 8.5, width: COLUMN, ink: INK.soft });
  const caption = texts.caption(signer.name, utcTime(signer.at));
  const { ink } = signer;
  const mark = ink === null ? wordMark(texts.approval) : inkBlock(ink, caption, pictures);
  const opened = signer.openedAt && bothTimes(signer.openedAt, locale, timeZone);
  const small = { labelWidth: LABEL, size: 7.5 };
  const facts = [
    ...fact(texts.opened, opened || texts.notRecorded, small),
    ...fact(texts.done[signer.role], bothTimes(signer.at, locale, timeZone), small),
    ...fact(texts.identified, texts.identifiedBy, small),
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
