import SignaturePad, { type PointGroup } from 'signature_pad';

/** Strokes in CSS pixels of a pad `width` wide, and their image once there is enough to see. */
export type Drawing = { strokes: PointGroup[]; width: number; image: string | null };

const IMAGE_SCALE_WIDTH = 1200;
// A touch by mistake leaves a dot, not a signature.
const LEAST_EXTENT = 0.04;
const MARGIN = 3;

/** Strokes in CSS pixels of a pad `width` wide, with their image. */
export function drawingOf(strokes: PointGroup[], width: number): Drawing {
  return { strokes, width, image: imageOf(strokes, width) };
}

/** The strokes as they are on a pad of another width. */
export function strokesAt({ strokes, width }: Drawing, wanted: number): PointGroup[] {
  return transform(strokes, wanted / width, 0, 0);
}

/**
 * The strokes alone, without the empty paper around them, as a transparent PNG in a `data:` URL.
 * Its resolution is the same whatever the screen.
 */
function imageOf(strokes: readonly PointGroup[], width: number): string | null {
  const points = strokes.flatMap((stroke) => stroke.points);
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const across = Math.max(...points.map(({ x }) => x)) - left;
  const down = Math.max(...points.map(({ y }) => y)) - top;
  if (!(Math.max(across, down) >= width * LEAST_EXTENT)) return null;
  const scale = IMAGE_SCALE_WIDTH / width;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((across + 2 * MARGIN) * scale);
  canvas.height = Math.ceil((down + 2 * MARGIN) * scale);
  const pad = new SignaturePad(canvas);
  pad.fromData(transform(strokes, scale, left - MARGIN, top - MARGIN));
  pad.off();
  return canvas.toDataURL('image/png');
}

// A line is the thinner the faster it was drawn: time is stretched with the way, and the speed stays.
function transform(
  strokes: readonly PointGroup[],
  scale: number,
  left: number,
  top: number,
): PointGroup[] {
  return strokes.map((stroke) => ({
    ...stroke,
    dotSize: stroke.dotSize * scale,
    minWidth: stroke.minWidth * scale,
    maxWidth: stroke.maxWidth * scale,
    points: stroke.points.map(({ x, y, pressure, time }) => ({
      x: (x - left) * scale,
      y: (y - top) * scale,
      pressure,
      time: time * scale,
    })),
  }));
}
