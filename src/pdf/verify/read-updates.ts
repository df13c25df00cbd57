import { createHash } from 'node:crypto';
import { PDF, type PdfDict } from '@libpdf/core';
import {
  type Certificate,
  isIssuedBy,
  isSelfSigned,
  readCertificate,
} from '../seal/certificate.ts';
import { DerError } from '../seal/der-read.ts';
import { type Evidence, readEvidence } from '../seal/evidence.ts';
import type { TimeStampToken } from '../seal/time-stamp-token.ts';
import { checkUpdate } from './check-update.ts';
import { type FoundSignature, isAmbiguous } from './find-signature.ts';
import type { ValidationData } from './read-dss.ts';
import { rangeOf } from './read-structure.ts';
import { readUpdate } from './read-update.ts';
import { tokenIn } from './sealed-cms.ts';

/** What follows a seal, none of it changing what was sealed. */
export type Later = {
  /** In the order in which they were added; null for one that does not hold. */
  timeStamps: (TimeStampToken | null)[];
  /** What the file has to show that nothing was revoked; null when it has no store for it. */
  validation: { certificates: Certificate[]; evidence: Evidence } | null;
  /** A time stamp that holds covers that store. */
  archived: boolean;
};

const MAX_UPDATES = 32;

/**
 * Reads the updates after the sealed part of a file, which `sealed` is. Null when there is anything
 * in them but validation data, each piece signed by somebody known, and document time-stamps.
 * `known` are the certificates that came with the seal and its time stamp.
 */
export async function readUpdates(
  file: Buffer,
  from: number,
  sealed: PDF,
  known: Certificate[],
): Promise<Later | null> {
  const later: Later = { timeStamps: [], validation: null, archived: false };
  const people = [...known];
  let [before, at] = [sealed, from];
  for (let count = 0; at < file.length; count += 1) {
    const update = count < MAX_UPDATES ? readUpdate(file, at) : null;
    const after = update && (await loadPdf(file.subarray(0, update.end)));
    const additions = after && checkUpdate(before, after, update);
    if (!additions) return null;
    const tokens = additions.timeStamps.map((dict) => readStamp(file, update.end, dict));
    people.push(...tokens.flatMap((token) => token?.certificates ?? []));
    const validation = additions.validation && explain(additions.validation, people);
    if (additions.validation && !validation) return null;
    if (validation) {
      later.validation = validation;
      later.archived = false;
    }
    later.archived ||= later.validation !== null && tokens.some((token) => token !== null);
    later.timeStamps.push(...tokens);
    [before, at] = [after, update.end];
  }
  return later;
}

/** Null for what the library cannot read, or only by guessing: it is not what we wrote. */
export async function loadPdf(file: Buffer): Promise<PDF | null> {
  try {
    const pdf = await PDF.load(file);
    return pdf.recoveredViaBruteForce ? null : pdf;
  } catch {
    return null;
  }
}

/** The token in a document time-stamp over all of a file up to `end`, if it holds. */
function readStamp(file: Buffer, end: number, dict: PdfDict): TimeStampToken | null {
  const found = rangeOf(dict, file);
  if (!found || found.coveredTo !== end || isAmbiguous(file, found)) return null;
  return tokenIn(file.subarray(found.start, found.end), digestOf(file, found));
}

/** Of all that a signature covers (ISO 32000-2, 12.8.1). */
export function digestOf(file: Buffer, { start, end, coveredTo }: FoundSignature): Buffer {
  const hash = createHash('sha256').update(file.subarray(0, start));
  return hash.update(file.subarray(end, coveredTo)).digest();
}

/**
 * Reads validation data of which every piece must mean something: certificates that are known, or
 * issued by one that is there, or by themselves; answers and lists signed by one of these.
 */
function explain(data: ValidationData, known: Certificate[]): Later['validation'] {
  try {
    const own = data.certificates.map(readCertificate);
    const certificates = [...known, ...own];
    const isKnown = (each: Certificate) => known.some(({ raw }) => raw.equals(each.raw));
    const isIssued = (each: Certificate) =>
      isSelfSigned(each) || certificates.some((other) => isIssuedBy(each, other));
    const evidence = readEvidence(data, certificates);
    const all = evidence.ocsps.length + evidence.crls.length;
    const meant = all === data.ocsps.length + data.crls.length;
    return meant && own.every((each) => isKnown(each) || isIssued(each))
      ? { certificates, evidence }
      : null;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
