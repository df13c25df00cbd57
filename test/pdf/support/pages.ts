import { join } from 'node:path';
import { FONT, stream, writePdf } from './build-pdf.ts';
import { type Picture, scratch } from './tools.ts';

export type PageLook = { rotate?: number; box?: string; more?: string };

export const CROPPED = '/MediaBox[-50 -80 650 920]/CropBox[20 150 580 850]';
/** In the middle of what both kinds of page show. */
const MEDIA = '/MediaBox[0 0 595 842]';

/** A PDF of one page, or of `pages` like it, that shows what the content draws. */
export function onePage(content: string, look: PageLook = {}, pages = 1): string {
  const { rotate = 0, box = MEDIA, more = '' } = look;
  const page = `<</Type/Page/Parent 2 0 R/Rotate ${rotate}${box}/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>${more}>>>>`;
  const kids = Array.from({ length: pages }, (_, index) => `${index + 5} 0 R`);
  return writePdf(join(scratch(), 'page.pdf'), [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages}/Kids[${kids.join(' ')}]>>`,
    FONT.replace('>>', '/Encoding/WinAnsiEncoding>>'),
    stream('', content),
    ...kids.map(() => page),
  ]);
}

/** Every way of turning a page, cropped or not. */
export const LOOKS = [0, 90, 180, 270].flatMap((rotate) => [
  { name: `turned by ${rotate}`, rotate, box: MEDIA },
  { name: `turned by ${rotate} and cropped`, rotate, box: CROPPED },
]);

export type Area = { x: number; y: number; width: number; height: number };

/**
 * What of a page as displayed is not white, as fractions from its upper left; null if nothing is.
 */
export function inked({ width, height, rgb }: Picture, within?: Area): Area | null {
  const [from, to] = [
    { x: (within?.x ?? 0) * width, y: (within?.y ?? 0) * height },
    {
      x: within ? (within.x + within.width) * width : width,
      y: within ? (within.y + within.height) * height : height,
    },
  ];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = Math.floor(from.y); y < to.y; y += 1) {
    for (let x = Math.floor(from.x); x < to.x; x += 1) {
      const at = (y * width + x) * 3;
      if (Math.min(rgb[at]!, rgb[at + 1]!, rgb[at + 2]!) > 250) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  if (right < left) return null;
  const [x, y] = [left / width, top / height];
  return { x, y, width: right / width - x, height: bottom / height - y };
}

/** Where two pictures of a page differ at all, as fractions from its upper left. */
export function changed(before: Picture, after: Picture): Area | null {
  if (before.width !== after.width || before.height !== after.height) throw new Error('resized');
  const rgb = Buffer.alloc(before.rgb.length, 255);
  for (let at = 0; at < rgb.length; at += 3) {
    const same = [0, 1, 2].every((channel) => before.rgb[at + channel] === after.rgb[at + channel]);
    if (!same) rgb.fill(0, at, at + 3);
  }
  return inked({ ...before, rgb });
}

/** A part of a picture; its edges must be pixels. */
export function cut({ width, height, rgb }: Picture, area: Area): Picture {
  const [left, top] = [Math.round(area.x * width), Math.round(area.y * height)];
  const [columns, rows] = [Math.round(area.width * width), Math.round(area.height * height)];
  const lines = Array.from({ length: rows }, (_, row) => {
    const at = ((top + row) * width + left) * 3;
    return rgb.subarray(at, at + columns * 3);
  });
  return { width: columns, height: rows, rgb: Buffer.concat(lines) };
}
