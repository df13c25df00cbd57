import { open } from 'node:fs/promises';
import { checkAuthorities, checkSeal, checkSigner, checkTime } from './check-seal.ts';
import { type Line, ok, type Report, reportOf, warning } from './report.ts';
import { readSealReason } from './seal-reason.ts';
import type { PdfVerdict, Tools, Trust } from './tools.ts';
import { verifyBundle } from './verify-bundle.ts';

/** It is neither a bundle nor a PDF: there is nothing to verify. */
export class NothingToVerify extends Error {
  constructor() {
    super('it is neither an evidence bundle (ZIP) nor a PDF');
    this.name = 'NothingToVerify';
  }
}

/** A PDF may have something in front of its header. */
const MAGIC_BYTES = 1024;
/** A file's header, or the end of an archive without files. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];

/**
 * Verifies a file, offline: an evidence bundle, or a sealed PDF alone. Whatever is wrong with it is
 * in the report.
 * @throws {NothingToVerify}, and what the disk throws
 */
export async function verifyFile(path: string, tools: Tools, trust: Trust): Promise<Report> {
  const kind = await kindOf(path);
  if (kind === null) throw new NothingToVerify();
  return kind === 'zip' ? verifyBundle(path, tools, trust) : verifyPdf(path, tools, trust);
}

/** By its first bytes; a file that lost those goes by its name. */
async function kindOf(path: string): Promise<'zip' | 'pdf' | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(MAGIC_BYTES) });
    const start = buffer.toString('latin1', 0, bytesRead);
    const archive = ZIP_MAGIC.some((magic) => start.startsWith(magic));
    if (archive || /\.zip$/i.test(path)) return 'zip';
    return start.includes('%PDF-') || /\.pdf$/i.test(path) ? 'pdf' : null;
  } finally {
    await file.close();
  }
}

async function verifyPdf(path: string, tools: Tools, { trusted }: Trust): Promise<Report> {
  const seal = await tools
    .verifyPdf({ path, trusted })
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const integrity = checkSeal(seal, null);
  if (typeof seal === 'string' || seal.faults.length > 0) {
    return reportOf('pdf', null, integrity);
  }
  return reportOf('pdf', readSealReason(seal.reason ?? '')?.envelopeId ?? null, [
    ...integrity,
    ...(seal.signer ? checkSigner(seal.signer, 'sealed it') : []),
    checkTime(seal, null),
    ...checkAuthorities(seal.time.stamped ? [seal.time.stamped] : []),
    headLine(seal),
  ]);
}

function headLine({ reason }: PdfVerdict): Line {
  const named = readSealReason(reason ?? '');
  if (named === null) {
    return warning('audit', 'seal_names_no_head', 'Its seal does not name an audit trail.');
  }
  const { envelopeId, seq, hash } = named;
  const message = `Its seal names the envelope ${envelopeId} and its audit trail up to event ${seq} (hash ${hash}): compare it with that of the evidence bundle.`;
  return ok('audit', 'seal_head_named', message);
}
