import { damaged } from './refusal.ts';

/** Pixels a page of an image may have: an A4 page scanned at 600 dpi passes. */
export const MAX_PIXELS = 40_000_000;

/** 8-bit samples, row by row, nothing between rows; over white where the image was transparent. */
export type Raster = { width: number; height: number; channels: 1 | 3; samples: Uint8Array };

/** 8-bit red, green, blue and alpha, row by row. */
export type Rgba = { width: number; height: number; data: Uint8Array };

/** @throws {Refusal} damaged, before anything of that size is allocated. */
export function refuseHugeImage(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw damaged('the image has no size');
  if (width * height > MAX_PIXELS) throw damaged(`the image has ${width} × ${height} pixels`);
}

/** A value over white paper. Values and alpha 0–255. */
function overWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
}

/** RGBA to what the page needs: one channel for a scan without colours, three otherwise. */
export function fromRgba({ width, height, data: rgba }: Rgba): Raster {
  const pixels = width * height;
  if (rgba.length < pixels * 4) throw damaged('the image ends early');
  let gray = true;
  for (let at = 0; at < pixels * 4 && gray; at += 4) {
    gray = rgba[at] === rgba[at + 1] && rgba[at] === rgba[at + 2];
  }
  const channels = gray ? 1 : 3;
  const samples = new Uint8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const alpha = rgba[pixel * 4 + 3] ?? 255;
    for (let channel = 0; channel < channels; channel += 1) {
      const value = rgba[pixel * 4 + channel] ?? 0;
      samples[pixel * channels + channel] = overWhite(value, alpha);
    }
  }
  return { width, height, channels, samples };
}
