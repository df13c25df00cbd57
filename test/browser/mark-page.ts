import { decode as decodePng } from 'fast-png';
import type { Locator, Page } from 'playwright-core';
import { sign } from './field-page.ts';
import { fieldOf } from './script.ts';
import type { StubServer } from './stub-server.ts';

export type Point = [x: number, y: number];
type Mark = { kind: string; image: string };

export const SIGNATURE = fieldOf('fld_sign', { type: 'signature', height: 0.06 });
export const INITIALS = fieldOf('fld_initials', { type: 'initials', y: 0.3, width: 0.1 });
export const WAVE: Point[] = Array.from({ length: 30 }, (_, i) => [
  0.2 + i * 0.02,
  0.5 + 0.3 * Math.sin(i / 2),
]);

export const pad = (page: Page) =>
  page.getByRole('img', { name: 'Area to draw your signature in' });
export const fileInput = (page: Page) => page.getByLabel('Choose an image of your signature');
export const preview = (page: Page) =>
  page.getByRole('img', { name: 'The image of your signature' });
export const inPlace = (page: Page, type = 'signature') => page.locator(`.placed-${type} img`);
export const imageOf = (image: Locator) => image.getAttribute('src');

/** One stroke through points given as fractions of the pad. */
export async function drawByMouse(
  page: Page,
  points: readonly Point[],
  on = pad(page),
): Promise<void> {
  const at = await placesOn(on, points);
  const [first] = at;
  if (!first) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of at.slice(1)) await page.mouse.move(...point);
  await page.mouse.up();
}

/** Points given as fractions of an element, in pixels of the view. */
export async function placesOn(element: Locator, points: readonly Point[]): Promise<Point[]> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error('not shown');
  return points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
}

/** The bytes of a `data:` URL in base64. */
export function bytesOf(image: string): Buffer {
  return Buffer.from(image.slice(image.indexOf(',') + 1), 'base64');
}

/** Width, height and the share of pixels that are not transparent. */
export function inkOf(image: string) {
  const { width, height, data, channels } = decodePng(bytesOf(image));
  let inked = 0;
  for (let i = 3; i < data.length; i += channels) if ((data[i] ?? 0) > 0) inked++;
  return { width, height, ink: inked / (width * height), corner: data[3] };
}

/** Signs and returns what was sent. */
export async function signAndRead(
  page: Page,
  server: StubServer,
): Promise<{ signature: Mark; initials: Mark }> {
  await sign(page);
  await page.getByRole('heading', { name: 'Thank you, you have signed' }).waitFor();
  const { input } = server.calls.findLast(({ name }) => name === 'sign') ?? {};
  return input as { signature: Mark; initials: Mark };
}

// The part of a canvas that is used, since the server's sources are checked without the DOM.
type Canvas = {
  width: number;
  height: number;
  clientWidth: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
  };
};

// Runs in the browser: where the ink is, as fractions of the canvas.
export function measureInk(canvas: Canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let [left, top, right, bottom, inked] = [1, 1, 0, 0, 0];
  for (let i = 3; i < data.length; i += 4) {
    if ((data[i] ?? 0) === 0) continue;
    inked++;
    const x = (((i - 3) / 4) % width) / width;
    const y = Math.floor((i - 3) / 4 / width) / height;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom, inked, width, density: width / canvas.clientWidth };
}
