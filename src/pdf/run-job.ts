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
import type { PDF } from '@libpdf/core';
import { appendSignaturePage } from './append-signature-page.ts';
import { createCertificate } from './certificate/create-certificate.ts';
import { imageToPdf } from './image-to-pdf.ts';
import { normaliseImage } from './normalise-image.ts';
import { openPdf } from './open-pdf.ts';
import { placeFields } from './place-fields.ts';
import { presentPdf } from './present-pdf.ts';
import { Refusal } from './refusal.ts';
import { savePdf } from './save-pdf.ts';
import type { PlaceholderMarks } from './seal/placeholder.ts';
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
    const { pdf, outputPath, marks } = await work(job, read);
    if (outputPath === null) {
      return { kind: 'done', pageCount: pdf.getPageCount(), placeholder: null };
    }
    const { bytes: written, ...saved } = await savePdf(pdf, marks);
    fault = 'host';
    writeAtomically(outputPath, written);
    return { kind: 'done', ...saved };
  } catch (error) {
    if (error instanceof Refusal) {
      return { kind: 'refused', reason: error.reason, pageCount: error.pageCount };
    }
    return { kind: 'failed', fault, message: String(error) };
  }
}

type Read = (path: string) => Buffer;
type PdfJob = Exclude<Job, { kind: 'verify' | 'place' | 'image' }>;
type Work = { pdf: PDF; outputPath: string | null; marks: PlaceholderMarks | null };

async function work(job: PdfJob, read: Read): Promise<Work> {
  if (job.kind === 'certificate') {
    return { ...createCertificate(job.certificate, job.seal, read), outputPath: job.outputPath };
  }
  const bytes = read(job.path);
  if (job.kind === 'append') {
    const appended = await appendSignaturePage(bytes, job, job.seal, read);
    return { ...appended, outputPath: job.outputPath };
  }
  const { mimeType, maxPages } = job;
  const isPdf = mimeType === 'application/pdf';
  const pdf = isPdf
    ? await presentPdf(await openPdf(bytes), maxPages)
    : imageToPdf(bytes, mimeType, maxPages);
  return { pdf, outputPath: job.kind === 'prepare' ? job.outputPath : null, marks: null };
}

/** O_SYNC: on disk before it has its name; the permission model forbids fsync. */
const NEW_AND_DURABLE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_SYNC;

/** A child killed while writing leaves a `.part` file and never half a file under the real name. */
function writeAtomically(path: string, bytes: Uint8Array): void {
  const part = `${path}.${process.pid}.part`;
  try {
    const file = openSync(part, NEW_AND_DURABLE, 0o600);
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
