import type { Context } from '../context.ts';
import { isSealingKey } from '../db/sealed-files.ts';
import { ok, type Report, reportOf } from '../evidence/report.ts';
import type { Signer } from '../evidence/tools.ts';
import { verifyFile } from '../evidence/verify-file.ts';
import { verifyDetached, verifyTimeStamp } from '../pdf/seal/detached.ts';
import { detectType, PDF } from '../storage/detect-type.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { ApiError } from './errors.ts';
import { type KnownFile, lookUpSealedFile } from './sealed-files.ts';

/** What is proven of a file, and whether this server knows it. */
export type Verification = Report & { sha256: string; known: KnownFile };

/**
 * Verifies an uploaded PDF as `npm run verify` does, in a contained process; knows the keys that this
 * service seals and has sealed with; and looks the file's hash up. The file is not kept.
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
  let signer: Signer | null = null;
  const verifyPdf: Context['pdf']['verify'] = async (file) => {
    const verdict = await ctx.pdf.verify(file);
    signer = verdict.signer;
    return verdict;
  };
  const tools = { verifyPdf, verifyDetached, verifyTimeStamp };
  const report = await verifyFile(path, tools, { trusted: [] });
  const known = await lookUpSealedFile(ctx, sha256);
  return { ...(await withOurKey(ctx, report, signer)), sha256, known };
}

/** To anybody else the key of a seal is unknown; to us our own is not. */
async function withOurKey(ctx: Context, report: Report, signer: Signer | null): Promise<Report> {
  if (signer === null || !(await isOurs(ctx, signer.fingerprint))) return report;
  const { subject, fingerprint } = signer;
  const message = `${subject} (certificate SHA-256 ${fingerprint}) sealed it: a key of this service.`;
  const lines = report.lines.map((line) =>
    line.code === 'signer_unknown' ? ok('signer', 'signer_this_service', message) : line,
  );
  return reportOf(report.kind, report.envelopeId, lines);
}

async function isOurs({ db, seals }: Context, fingerprint: string): Promise<boolean> {
  const inUse = [seals.live.fingerprint, seals.test.fingerprint].includes(fingerprint);
  return inUse || isSealingKey(db, fingerprint);
}
