import type { Rgba } from './raster.ts';

/** How dark a pixel must be, 0–255, laid over white paper, for anybody to see it. */
const VISIBLE = 24;
/** Fewer such pixels than this are dust. */
const FEWEST = 12;

/**
 * The part of an image in which there is something to see on white paper; null where there is
 * nothing but dust.
 */
export function trim({ width, height, data }: Rgba): Rgba | null {
  let [left, top, right, bottom, seen] = [width, height, 0, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (darkness(data, (y * width + x) * 4) < VISIBLE) continue;
      seen += 1;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  if (seen < FEWEST) return null;
  const [columns, rows] = [right - left, bottom - top];
  const part = new Uint8Array(columns * rows * 4);
  for (let row = 0; row < rows; row += 1) {
    const from = ((top + row) * width + left) * 4;
    part.set(data.subarray(from, from + columns * 4), row * columns * 4);
  }
  return { width: columns, height: rows, data: part };
}

function darkness(data: Uint8Array, at: number): number {
  const lightest = Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  return ((255 - lightest) * (data[at + 3] ?? 0)) / 255;
}

/** Fits an image into a size, each pixel the mean of those it covers; never enlarges it. */
export function scaleDown(image: Rgba, limit: { width: number; height: number }): Rgba {
  const factor = Math.min(1, limit.width / image.width, limit.height / image.height);
  if (factor === 1) return image;
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  const across = spans(image.width, width);
  const down = spans(image.height, height);
  const data = new Uint8Array(width * height * 4);
  down.forEach((rows, y) => {
    across.forEach((columns, x) => {
      mean(image, columns, rows, data, (y * width + x) * 4);
    });
  });
  return { width, height, data };
}

type Span = { from: number; to: number };

/** Which stretch of `length` pixels each of `count` pixels covers. */
function spans(length: number, count: number): Span[] {
  const step = length / count;
  return Array.from({ length: count }, (_, index) => {
    return { from: index * step, to: Math.min((index + 1) * step, length) };
  });
}

/** Colours count as much as they are seen: what is transparent has none. */
function mean({ width, data }: Rgba, columns: Span, rows: Span, to: Uint8Array, at: number): void {
  let [red, green, blue, alpha, area] = [0, 0, 0, 0, 0];
  for (let y = Math.floor(rows.from); y < rows.to; y += 1) {
    const height = Math.min(y + 1, rows.to) - Math.max(y, rows.from);
    for (let x = Math.floor(columns.from); x < columns.to; x += 1) {
      const share = height * (Math.min(x + 1, columns.to) - Math.max(x, columns.from));
      const from = (y * width + x) * 4;
      const seen = share * (data[from + 3] ?? 0);
      red += seen * (data[from] ?? 0);
      green += seen * (data[from + 1] ?? 0);
      blue += seen * (data[from + 2] ?? 0);
      alpha += seen;
      area += share;
    }
  }
  if (alpha === 0) return;
  to[at] = Math.round(red / alpha);
  to[at + 1] = Math.round(green / alpha);
  to[at + 2] = Math.round(blue / alpha);
  to[at + 3] = Math.round(alpha / area);
}

/** From which pixel of a `w` × `h` image each of the turned one comes (TIFF 6.0, tag 274). */
const SOURCES: Record<number, (x: number, y: number, w: number, h: number) => [number, number]> = {
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [y, h - 1 - x],
  7: (x, y, w, h) => [w - 1 - y, h - 1 - x],
  8: (x, y, w) => [w - 1 - y, x],
};

/** Turns an image upright that says by this number how it was taken. */
export function turn(image: Rgba, orientation: number): Rgba {
  const source = SOURCES[orientation];
  if (!source) return image;
  const [width, height] =
    orientation < 5 ? [image.width, image.height] : [image.height, image.width];
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = source(x, y, image.width, image.height);
      const from = (row * image.width + column) * 4;
      data.set(image.data.subarray(from, from + 4), (y * width + x) * 4);
    }
  }
  return { width, height, data };
}
