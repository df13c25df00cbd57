import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { appendSignaturePage } from './append-signature-page.ts';
import { createCertificate } from './certificate/create-certificate.ts';
import { imageToPdf } from './image-to-pdf.ts';
import { normaliseImage } from './normalise-image.ts';
import { openPdf } from './open-pdf.ts';
import { placeFields } from './place-fields.ts';
import { presentPdf } from './present-pdf.ts';
import { Refusal } from './refusal.ts';
import { carriesSignatures } from './refuse-signed.ts';
import { savePdf } from './save-pdf.ts';
import { extendSealed, readExtension } from './seal/extend-sealed.ts';
import { acceptSigned } from './signed-pdf.ts';
import type { Job, Reply } from './types.ts';
import { readAnchors, verifySeal } from './verify/verify-seal.ts';

/**
 * Does one job inside the child. A file that cannot be signed is `refused`; what breaks while it
 * is worked on is put down to it, what breaks while reading or writing to the machine.
 */
export async function runJob(job: Job): Promise<Reply> {
  let fault: 'file' | 'host' = 'file';
  const read: Read = (path) => {
    fault = 'host';
    const bytes = readFileSync(path);
    fault = 'file';
    return bytes;
  };
  try {
    if (job.kind === 'verify') {
      const anchors = readAnchors(job.trusted);
      return { kind: 'verified', verdict: await verifySeal(read(job.path), anchors) };
    }
    if (job.kind === 'place') {
      return { kind: 'placed', fields: await placeFields(read(job.path), job.fields) };
    }
    if (job.kind === 'image') {
      const { bytes: png, width, height } = normaliseImage(read(job.path), job.maxPixels);
      fault = 'host';
      writeAtomically(job.outputPath, png);
      return { kind: 'image', width, height };
    }
    if (job.kind === 'extend') {
      const { bytes: extended, ...reply } = await extendSealed(read(job.path), readExtension(job));
      fault = 'host';
      if (extended) writeAtomically(job.outputPath, extended);
      return { kind: 'extended', ...reply };
    }
    const { bytes: made, outputPath, ...done } = await work(job, read);
    fault = 'host';
    // What is still to be sealed is only read once more: the sealed file is what must last.
    const flags = done.placeholder ? NEW : NEW_AND_DURABLE;
    if (made && outputPath !== null) writeAtomically(outputPath, made, flags);
    return { kind: 'done', ...done };
  } catch (error) {
    if (error instanceof Refusal) {
      return { kind: 'refused', reason: error.reason, pageCount: error.pageCount };
    }
    return { kind: 'failed', fault, message: String(error) };
  }
}

type Read = (path: string) => Buffer;
type PdfJob = Exclude<Job, { kind: 'verify' | 'place' | 'image' | 'extend' }>;
type Made = { bytes: Uint8Array | null; outputPath: string | null };
type Work = Omit<Extract<Reply, { kind: 'done' }>, 'kind'> & Made;

async function work(job: PdfJob, read: Read): Promise<Work> {
  if (job.kind === 'certificate') {
    const { pdf, marks } = createCertificate(job.certificate, job.seal, read);
    const saved = await savePdf(pdf, marks);
    return { ...saved, carriesSignatures: false, outputPath: job.outputPath };
  }
  const bytes = read(job.path);
  if (job.kind === 'append') {
    const { pdf, marks, original } = await appendSignaturePage(bytes, job, job.seal, read);
    const saved = await savePdf(pdf, marks, original);
    return { ...saved, carriesSignatures: original !== null, outputPath: job.outputPath };
  }
  const outputPath = job.kind === 'prepare' ? job.outputPath : null;
  const { pdf, signedPages } = await present(bytes, job.mimeType, job.maxPages);
  if (signedPages !== null) {
    // What others signed is what is seen, to the byte.
    const untouched = { bytes, pageCount: signedPages, carriesSignatures: true };
    return { ...untouched, placeholder: null, outputPath };
  }
  const made = { placeholder: null, carriesSignatures: false, outputPath };
  if (outputPath === null) return { ...made, bytes: null, pageCount: pdf.getPageCount() };
  return { ...made, ...(await savePdf(pdf)) };
}

/** The presented form, or the pages of a file that has to stay as it is. */
async function present(bytes: Uint8Array, mimeType: string, maxPages: number) {
  if (mimeType !== 'application/pdf') {
    return { pdf: imageToPdf(bytes, mimeType, maxPages), signedPages: null };
  }
  const pdf = await openPdf(bytes);
  if (carriesSignatures(pdf)) return { pdf, signedPages: await acceptSigned(bytes, pdf, maxPages) };
  return { pdf: await presentPdf(pdf, maxPages), signedPages: null };
}

const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
/** O_SYNC: on disk before it has its name; the permission model forbids fsync. */
const NEW_AND_DURABLE = NEW | constants.O_SYNC;

/** A child killed while writing leaves a `.part` file and never half a file under the real name. */
function writeAtomically(path: string, bytes: Uint8Array, flags = NEW_AND_DURABLE): void {
  const part = `${path}.${process.pid}.part`;
  try {
    const file = openSync(part, flags, 0o600);
    try {
      writeFileSync(file, bytes);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } finally {
    if (existsSync(part)) rmSync(part);
  }
}
