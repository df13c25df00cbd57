import { createHash } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { type Certificate, isValidAt, readCertificate } from '../seal/certificate.ts';
import type { SealFault, SealVerdict } from '../types.ts';
import { findSignatures, isAmbiguous } from './find-signature.ts';
import { readStructure } from './read-structure.ts';
import { verifyCms } from './verify-cms.ts';

const PDF_HEADER = '%PDF-';

/**
 * Whether a file is, to the last byte, what this service sealed, and what the seal proves. Stricter
 * than readers of PDF are: they call a signature valid over later changes (ISO 32000-2, 12.8.2.2).
 * Says nothing of other people's signatures, whose CMS may be written in other ways.
 */
export async function verifySeal(file: Buffer, anchors: Certificate[]): Promise<SealVerdict> {
  const found = findSignatures(file).at(-1);
  if (!found) return unsealed(file);
  const { start, end, coveredTo } = found;
  const digest = createHash('sha256')
    .update(file.subarray(0, start))
    .update(file.subarray(end, coveredTo))
    .digest();
  const cms = verifyCms(file.subarray(start, end), digest, anchors);
  const coversWholeFile = coveredTo === file.length;
  const faults: SealFault[] = [
    ...(startsAsPdf(file) && !isAmbiguous(file, found) ? [] : ['byte_range' as const]),
    ...(coversWholeFile ? [] : ['changed_after' as const]),
    ...cms.faults,
  ];
  // Parsing is for what is known to be ours.
  const pdf = faults.length === 0 ? await load(file) : null;
  const structure = pdf && readStructure(pdf, file, found);
  if (faults.length === 0 && structure === null) faults.push('structure');
  const { level, signer, stamped, certificate } = cms;
  const claimed = structure?.claimed ?? null;
  // Nobody's clock but its own says that the certificate was still valid, and not even that does.
  if (!stamped && claimed && certificate && !isValidAt(certificate, new Date(claimed))) {
    faults.push('certificate_expired');
  }
  const reason = structure?.reason ?? null;
  const earlierSignatures = structure?.earlierSignatures ?? 0;
  const time = { claimed, stamped };
  return { faults, coversWholeFile, level, signer, time, reason, earlierSignatures };
}

async function load(file: Buffer): Promise<PDF | null> {
  try {
    return await PDF.load(file);
  } catch {
    // Whatever it is that the library cannot read, it is not what we wrote.
    return null;
  }
}

/** To the byte: what else the key may sign, lists and the like, can then be no sealed PDF. */
function startsAsPdf(file: Buffer): boolean {
  return file.toString('latin1', 0, PDF_HEADER.length) === PDF_HEADER;
}

function unsealed(file: Buffer): SealVerdict {
  const mentioned = file.includes('/ByteRange');
  return {
    faults: [mentioned ? 'byte_range' : 'no_seal'],
    coversWholeFile: false,
    level: null,
    signer: null,
    time: { claimed: null, stamped: null },
    reason: null,
    earlierSignatures: 0,
  };
}

/** Certificates in base64, as they travel to a child. */
export function readAnchors(trusted: string[]): Certificate[] {
  return trusted.map((text) => readCertificate(Buffer.from(text, 'base64')));
}
