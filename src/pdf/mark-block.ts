import {
  type Block,
  type Canvas,
  CONTENT_WIDTH,
  drawParagraph,
  INK,
  MARGIN,
  type Paragraph,
  paragraph,
} from './canvas.ts';
import type { Picture, Pictures } from './mark-pictures.ts';
import { fitSize } from './text-layout.ts';
import type { MarkInk, TypedInk } from './types.ts';

/** A person on the left and the mark on the right: two columns of this width. */
export const GAP = 20;
export const COLUMN = (CONTENT_WIDTH - GAP) / 2;
const X = MARGIN.x + COLUMN + GAP;
const PICTURE_HEIGHT = 46;

/** A signature as it was made, over a rule, with the caption every mark carries. */
export function inkBlock(ink: MarkInk, caption: string, pictures: Pictures): Block {
  return 'text' in ink ? typedMark(ink, caption) : pictureMark(pictures(ink.imagePath), caption);
}

/** The typed name in its hand over a rule, with the caption every mark carries. */
function typedMark({ text, hand }: TypedInk, caption: string): Block {
  const size = fitSize(text, hand, 26, 14, COLUMN);
  const ink = paragraph(text, { style: hand, size, width: COLUMN, ink: INK.navy });
  return overRule(ink.height, caption, (canvas, top) => drawParagraph(canvas, ink, X, top));
}

/** A drawn or uploaded signature, as large as its place allows. */
function pictureMark({ ref, width, height }: Picture, caption: string): Block {
  const scale = Math.min(COLUMN / width, PICTURE_HEIGHT / height);
  const [w, h] = [width * scale, height * scale];
  return overRule(PICTURE_HEIGHT, caption, (canvas, top) =>
    canvas.picture(ref, X, top + PICTURE_HEIGHT - h, w, h),
  );
}

/** One word in place of a signature. */
export function wordMark(text: string): Block {
  const word = paragraph(text, { style: 'bold', size: 10.5, width: COLUMN, ink: INK.navy });
  return { height: word.height, draw: (canvas, top) => drawParagraph(canvas, word, X, top) };
}

function overRule(
  height: number,
  words: string,
  drawMark: (canvas: Canvas, top: number) => void,
): Block {
  const style = { style: 'text', size: 6.5, width: COLUMN, ink: INK.soft } as const;
  const caption: Paragraph = paragraph(words, style);
  return {
    height: height + 6 + caption.height,
    draw(canvas, top) {
      drawMark(canvas, top);
      canvas.rule(X, top + height + 2, COLUMN, 0.5, INK.navy);
      drawParagraph(canvas, caption, X, top + height + 5);
    },
  };
}
