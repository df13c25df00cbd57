import type { Context } from '../context.ts';
import type { Report } from '../evidence/report.ts';
import type { Tools } from '../evidence/tools.ts';
import { verifyFile } from '../evidence/verify-file.ts';
import { verifyDetached, verifyTimeStamp } from '../pdf/seal/detached.ts';
import { detectType, PDF } from '../storage/detect-type.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { ApiError } from './errors.ts';
import { type KnownFile, lookUpSealedFile } from './sealed-files.ts';

/** What is proven of a file, and whether this server knows it. */
export type Verification = Report & { sha256: string; known: KnownFile };

/**
 * Verifies an uploaded PDF as `npm run verify` does, in a contained process, trusting the key that
 * this server seals with; and looks its hash up. The file is not kept.
 *
 * @throws ApiError UNSUPPORTED_MEDIA_TYPE when it is no PDF
 */
export async function verifyUpload(
  ctx: Context,
  { path, sha256 }: StagedFile,
): Promise<Verification> {
  if ((await detectType(path)) !== PDF) {
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', { message: 'The file is no PDF.' });
  }
  const { certificate, chain } = ctx.seals.live;
  const tools: Tools = { verifyPdf: ctx.pdf.verify, verifyDetached, verifyTimeStamp };
  const trusted = [(chain.at(-1) ?? certificate).x509];
  const report = await verifyFile(path, tools, { trusted });
  return { ...report, sha256, known: await lookUpSealedFile(ctx, sha256) };
}
