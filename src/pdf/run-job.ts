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
import { openPdf } from './open-pdf.ts';
import { presentPdf } from './present-pdf.ts';
import { Refusal } from './refusal.ts';
import { savePdf } from './save-pdf.ts';
import { type PlaceholderMarks, settlePlaceholder } from './seal/placeholder.ts';
import type { Job, Reply } from './types.ts';
import { readAnchors, verifySeal } from './verify/verify-seal.ts';

/**
 * Does one job inside the child. A file that cannot be signed is `refused`; what breaks while it
 * is worked on is put down to it, what breaks while reading or writing to the machine.
 */
export async function runJob(job: Job): Promise<Reply> {
  let fault: 'file' | 'host' = 'host';
  try {
    const bytes = job.kind === 'certificate' ? NOTHING : readFileSync(job.path);
    fault = 'file';
    if (job.kind === 'verify') {
      return { kind: 'verified', verdict: await verifySeal(bytes, readAnchors(job.trusted)) };
    }
    const { pdf, outputPath, marks } = await work(job, bytes);
    if (outputPath === null) {
      return { kind: 'done', pageCount: pdf.getPageCount(), placeholder: null };
    }
    const saved = await savePdf(pdf);
    const placeholder = marks && settlePlaceholder(saved.bytes, marks);
    fault = 'host';
    writeAtomically(outputPath, saved.bytes);
    return { kind: 'done', pageCount: saved.pageCount, placeholder };
  } catch (error) {
    if (error instanceof Refusal) {
      return { kind: 'refused', reason: error.reason, pageCount: error.pageCount };
    }
    return { kind: 'failed', fault, message: String(error) };
  }
}

/** What a certificate is rendered from. */
const NOTHING = Buffer.alloc(0);

type Work = { pdf: PDF; outputPath: string | null; marks: PlaceholderMarks | null };

async function work(job: Exclude<Job, { kind: 'verify' }>, bytes: Uint8Array): Promise<Work> {
  if (job.kind === 'certificate') {
    return { ...createCertificate(job.certificate, job.seal), outputPath: job.outputPath };
  }
  if (job.kind === 'append') {
    const appended = await appendSignaturePage(bytes, job.page, job.seal);
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
