import type { Rgba } from './raster.ts';

/** An image with a smaller share of see-through pixels than this is a picture of paper. */
const DRAWN_ON_NOTHING = 0.1;
/** Squares along the longer side in which light is taken to be even; about, and their least size. */
const TILES = 24;
const LEAST_TILE = 24;
/** Of the paper's brightness: from here up it is paper, from there down it is all ink. */
const PAPER = 0.85;
const INK = 0.5;
/** A place is at least this bright, compared with the whole, if it is paper in a shadow. */
const DEEPEST_SHADOW = 0.6;

/**
 * Takes the paper out of a picture of a signature. What was drawn on nothing stays as it is. From a
 * photograph or a scan, what is as bright as the paper around it becomes transparent, what is
 * half as bright or less stays as it is, and what is between, the edges of strokes, becomes ink of
 * its own colour that lets the paper through. Light may fall unevenly: how bright paper is, is
 * judged from place to place. Ink is what is darker than its paper; white on black has none.
 */
export function liftInk(image: Rgba): Rgba {
  const { width, height, data } = image;
  let clear = 0;
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) < 128) clear += 1;
  if (clear >= width * height * DRAWN_ON_NOTHING) return image;
  const paper = paperLight(image);
  const lifted = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) lift(data, lifted, (y * width + x) * 4, paper(x, y));
  }
  return { width, height, data: lifted };
}

function lift(from: Uint8Array, to: Uint8Array, at: number, paper: number): void {
  const light = paper > 0 ? brightness(from, at) / paper : 1;
  const share = Math.min(1, Math.max(0, (PAPER - light) / (PAPER - INK)));
  if (share === 0) return;
  for (let channel = at; channel < at + 3; channel += 1) {
    // What the ink must be for this to be seen when the paper shines through the rest of it.
    const ink = ((from[channel] ?? 0) - (1 - share) * paper) / share;
    to[channel] = Math.min(255, Math.max(0, Math.round(ink)));
  }
  to[at + 3] = Math.round(share * (from[at + 3] ?? 0));
}

/** Rec. 601 luma, 0–255; over white where it is see-through. */
function brightness(data: Uint8Array, at: number): number {
  const luma = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  const alpha = (data[at + 3] ?? 0) / 255;
  return luma * alpha + 255 * (1 - alpha);
}

/** How bright the paper is at each pixel: that of the squares around, smoothly from one to the next. */
function paperLight({ width, height, data }: Rgba): (x: number, y: number) => number {
  const size = Math.max(LEAST_TILE, Math.max(width, height) / TILES);
  const columns = Math.max(1, Math.round(width / size));
  const rows = Math.max(1, Math.round(height / size));
  const tiles = Array.from({ length: columns * rows }, () => new Uint32Array(256));
  const whole = new Uint32Array(256);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x += 1) {
      const light = Math.round(brightness(data, (y * width + x) * 4));
      const tile = tiles[row + Math.floor((x * columns) / width)];
      if (tile) tile[light] = (tile[light] ?? 0) + 1;
      whole[light] = (whole[light] ?? 0) + 1;
    }
  }
  const least = paperOf(whole) * DEEPEST_SHADOW;
  const grid = tiles.map((tile) => Math.max(paperOf(tile), least));
  const at = (column: number, row: number) => {
    const x = Math.min(Math.max(column, 0), columns - 1);
    const y = Math.min(Math.max(row, 0), rows - 1);
    return grid[y * columns + x] ?? 255;
  };
  return (x, y) => {
    const [u, v] = [((x + 0.5) * columns) / width - 0.5, ((y + 0.5) * rows) / height - 0.5];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const [a, b] = [u - column, v - row];
    const upper = at(column, row) * (1 - a) + at(column + 1, row) * a;
    const lower = at(column, row + 1) * (1 - a) + at(column + 1, row + 1) * a;
    return upper * (1 - b) + lower * b;
  };
}

/** Brighter than three quarters of the pixels, so that ink and glints do not count. */
function paperOf(histogram: Uint32Array): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let light = 0; light < 256; light += 1) {
    below += histogram[light] ?? 0;
    if (below >= total * 0.75) return light;
  }
  return 255;
}
