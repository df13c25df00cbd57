import type { ChildPool } from './child-pool.ts';
import { PdfFailed, PdfRefused } from './engine-errors.ts';
import type { FieldPlacement, FieldResult } from './types.ts';

/** What the engine does for fields before they are signed. */
export type FieldJobs = {
  /**
   * Says where fields lie on the pages of a presented PDF, each on its own, in their order.
   * @throws {PdfRefused} for a file that is no such PDF. @throws {PdfFailed} try again.
   */
  place(job: { path: string; fields: FieldPlacement[] }): Promise<FieldResult[]>;
  /**
   * Writes a picture of a signature, PNG or JPEG by its bytes, to `outputPath` as what `seal` lays
   * over a page: an upright PNG of the ink alone, without border, at most 1200 × 600 pixels. Paper
   * goes; what was drawn on nothing stays as it is. `maxPixels` of the input: 20 million.
   * @throws {PdfRefused} unsupported_type, damaged (also when it crashes or outlasts the child),
   * image_too_large, image_empty. @throws {PdfFailed} try again.
   */
  normaliseImage(job: ImageJob): Promise<{ width: number; height: number }>;
};

type ImageJob = { path: string; outputPath: string; maxPixels?: number };

/** Of a picture of a signature: what a good phone takes. */
const MAX_IMAGE_PIXELS = 20_000_000;

export function createFieldJobs(pool: ChildPool): FieldJobs {
  return {
    async place({ path, fields }) {
      const reply = await pool.run({ kind: 'place', path, fields });
      if (reply.kind === 'placed' && reply.fields.length === fields.length) return reply.fields;
      if (reply.kind === 'refused') throw new PdfRefused(reply.reason);
      throw new PdfFailed(reply.kind === 'failed' ? reply.message : 'not all fields were placed');
    },
    async normaliseImage({ maxPixels = MAX_IMAGE_PIXELS, ...job }: ImageJob) {
      const reply = await pool.run({ kind: 'image', ...job, maxPixels });
      if (reply.kind === 'image') return { width: reply.width, height: reply.height };
      if (reply.kind === 'refused') throw new PdfRefused(reply.reason);
      if (reply.kind !== 'failed') throw new PdfFailed('the PDF child answered something else');
      // What kills its reader is no picture.
      throw reply.fault === 'file' ? new PdfRefused('damaged') : new PdfFailed(reply.message);
    },
  };
}
