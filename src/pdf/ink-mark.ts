import { type Canvas, INK } from './canvas.ts';
import { fitCaption } from './fit-text.ts';
import { cleanText, toRuns } from './fonts.ts';
import { inkBounds } from './glyph-bounds.ts';
import type { Pictures } from './mark-pictures.ts';
import type { Box } from './objects.ts';
import type { MarkInk, TypedInk } from './types.ts';

/** Of a box, from above: the ink; then a rule, and the caption. */
const INK_SHARE = 0.7;
/** Size of a typed name: of the height there is for it. */
const SIZE_SHARE = 0.72;
const RULE = 0.5;
const CAPTION = { from: 6.5, to: 4.5 };
/** Between ink and rule, rule and caption, and at the sides, in points. */
const GAP = 1;

/**
 * A signature on its rule, and what it is under it. In a box too low for a caption, or without one,
 * the ink has all the room there is.
 */
export function drawSignature(
  canvas: Canvas,
  ink: MarkInk,
  caption: string | null,
  box: Box,
  pictures: Pictures,
): void {
  const room = box.height * (1 - INK_SHARE) - RULE / 2 - 2 * GAP;
  const words = caption === null ? null : fitCaption(caption, CAPTION, box.width - 2 * GAP, room);
  const rule = words ? box.height * INK_SHARE : box.height - RULE;
  if (rule > RULE / 2) {
    drawInk(canvas, ink, { ...box, height: rule - RULE / 2 }, pictures);
    canvas.rule(box.x, box.y + rule, box.width, RULE, INK.navy);
  }
  words?.lines.forEach((line, index) => {
    const baseline = box.y + rule + RULE / 2 + GAP + words.rise + index * words.leading;
    canvas.line(line, box.x + GAP, baseline, words.size, INK.soft);
  });
}

/** A typed name in a hand, or a picture, as large as it can be, at the lower left of its box. */
export function drawInk(canvas: Canvas, ink: MarkInk, box: Box, pictures: Pictures): void {
  const gap = Math.min(GAP, box.width / 10, box.height / 10);
  const inner = {
    x: box.x + gap,
    y: box.y + gap,
    width: box.width - 2 * gap,
    height: box.height - 2 * gap,
  };
  if ('text' in ink) drawName(canvas, ink, inner);
  else drawPicture(canvas, ink.imagePath, inner, pictures);
}

function drawName(canvas: Canvas, { text, hand }: TypedInk, box: Box): void {
  const runs = toRuns(cleanText(text), hand);
  const bounds = inkBounds(runs);
  if (!bounds) return;
  const { left, right, top, bottom } = bounds;
  const size = Math.min(
    box.height * SIZE_SHARE,
    box.width / (right - left),
    box.height / (top - bottom),
  );
  const [x, baseline] = [box.x - left * size, box.y + box.height + Math.min(bottom, 0) * size];
  canvas.line({ runs, width: (right - left) * size }, x, baseline, round(size), INK.navy);
}

/** Down: a size written with fewer digits must not be larger. */
function round(size: number): number {
  return Math.floor(size * 1000) / 1000;
}

function drawPicture(canvas: Canvas, path: string, box: Box, pictures: Pictures): void {
  const { ref, width, height } = pictures(path);
  const factor = Math.min(box.width / width, box.height / height);
  const [w, h] = [width * factor, height * factor];
  canvas.picture(ref, box.x, box.y + box.height - h, w, h);
}
