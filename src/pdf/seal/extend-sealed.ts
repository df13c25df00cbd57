import { PDF, PdfArray, PdfDict, PdfName, PdfStream } from '@libpdf/core';
import { settle } from '../save-pdf.ts';
import type { Job, Placeholder } from '../types.ts';
import { findSeal, readSeal } from '../verify/verify-seal.ts';
import { type Certificate, fingerprint } from './certificate.ts';
import { type Evidence, type EvidenceFault, evidenceFor, readEvidence } from './evidence.ts';
import { addTimeStampPlaceholder } from './placeholder.ts';

export type Extension = {
  /** Answers of responders and authorities, as they came; null: no validation data. */
  answers: { ocsps: Buffer[]; crls: Buffer[] } | null;
  /** With room for a document time-stamp. */
  timeStamp: boolean;
};

export type Extended = {
  /** Null: there was nothing to add. */
  bytes: Uint8Array | null;
  placeholder: Placeholder | null;
  validationFailed: EvidenceFault | null;
};

/**
 * Appends to a sealed file what makes its seal last (EN 319 142-1, 5.4): validation data, if with
 * them all is known of the certificates of seal and time stamp, and an empty document time-stamp.
 * The sealed bytes stay as they are. Nothing is appended where the validation data do not suffice.
 */
export async function extendSealed(bytes: Uint8Array, extension: Extension): Promise<Extended> {
  const none = { bytes: null, placeholder: null };
  const pdf = await PDF.load(bytes);
  const blocker = pdf.canSaveIncrementally();
  if (blocker !== null) throw new Error(`it cannot be appended to: ${blocker}`);
  if (extension.answers) {
    const { paths, at } = pathsOf(bytes);
    const evidence = readEvidence(extension.answers, paths.flat());
    const checks = paths.map((path) => evidenceFor(path, evidence, at));
    const faults = checks.map(({ fault }) => fault);
    if (faults.includes('revoked')) return { ...none, validationFailed: 'revoked' };
    if (faults.includes('incomplete')) return { ...none, validationFailed: 'incomplete' };
    addDss(
      pdf,
      paths.flat(),
      checks.map(({ used }) => used),
    );
  }
  const page = pdf.getPage(0);
  if (!page) throw new Error('no pages');
  const marks = extension.timeStamp ? addTimeStampPlaceholder(pdf, page) : null;
  // Streams are what they are: in their compressed form, they would have more than one.
  const extended = await pdf.save({ incremental: true, compressStreams: false });
  return { bytes: extended, placeholder: settle(extended, bytes, marks), validationFailed: null };
}

/** Of a job, in which bytes travel as base64. */
export function readExtension(job: Extract<Job, { kind: 'extend' }>): Extension {
  const bytes = (texts: string[]) => texts.map((text) => Buffer.from(text, 'base64'));
  const { answers, timeStamp } = job;
  const read = answers && { ocsps: bytes(answers.ocsps), crls: bytes(answers.crls) };
  return { answers: read, timeStamp };
}

/** The ways up from the sealing certificate and from that of the time stamp over the seal. */
function pathsOf(bytes: Uint8Array): { paths: Certificate[][]; at: Date } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = findSeal(file);
  const { seal = null } = found ? readSeal(file, found) : {};
  if (!seal?.token) throw new Error('no seal with a time stamp');
  return { paths: [seal.path, seal.token.path], at: seal.token.at };
}

/** The document security store (ISO 32000-2, 12.8.4.3). */
function addDss(pdf: PDF, certificates: Certificate[], used: Evidence[]): void {
  const byFingerprint = new Map(certificates.map((each) => [fingerprint(each), each.raw]));
  const store = (all: Iterable<Buffer>) =>
    PdfArray.of(...[...all].map((raw) => pdf.register(new PdfStream([], raw))));
  const lists = {
    Certs: [...byFingerprint.values()],
    OCSPs: [...new Set(used.flatMap(({ ocsps }) => ocsps.map(({ raw }) => raw)))],
    CRLs: [...new Set(used.flatMap(({ crls }) => crls.map(({ raw }) => raw)))],
  };
  const filled = Object.entries(lists).filter(([, all]) => all.length > 0);
  const entries = Object.fromEntries(filled.map(([key, all]) => [key, store(all)]));
  const dss = pdf.register(PdfDict.of({ Type: PdfName.of('DSS'), ...entries }));
  pdf.getCatalog().set('DSS', dss);
}
