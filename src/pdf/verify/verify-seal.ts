import { createHash } from 'node:crypto';
import { type Certificate, readCertificate } from '../seal/certificate.ts';
import type { SealFault, SealVerdict } from '../types.ts';
import { findLastSignature } from './find-signature.ts';
import { verifyCms } from './verify-cms.ts';
import { verifyStructure } from './verify-structure.ts';

/**
 * Whether a file is, to the last byte, what this service sealed, and what the seal proves. Stricter
 * than readers of PDF are: they call a signature valid over later changes (ISO 32000-2, 12.8.2.2).
 * Says nothing of other people's signatures, whose CMS may be written in other ways.
 */
export async function verifySeal(file: Buffer, anchors: Certificate[]): Promise<SealVerdict> {
  const found = findLastSignature(file);
  if (found === null) return unsealed(file);
  const { start, end, coveredTo } = found;
  const digest = createHash('sha256')
    .update(file.subarray(0, start))
    .update(file.subarray(end, coveredTo))
    .digest();
  const { stamped, signer, level, ...cms } = verifyCms(file.subarray(start, end), digest, anchors);
  const coversWholeFile = coveredTo === file.length;
  const faults: SealFault[] = [
    ...(coversWholeFile ? [] : ['changed_after' as const]),
    ...cms.faults,
  ];
  // Parsing is for what is known to be ours.
  const structure = faults.length === 0 ? await verifyStructure(file, found) : null;
  if (faults.length === 0 && structure === null) faults.push('structure');
  const claimed = structure?.claimed ?? null;
  return { faults, coversWholeFile, level, signer, time: { claimed, stamped } };
}

function unsealed(file: Buffer): SealVerdict {
  const mentioned = file.includes('/ByteRange');
  return {
    faults: [mentioned ? 'byte_range' : 'no_seal'],
    coversWholeFile: false,
    level: null,
    signer: null,
    time: { claimed: null, stamped: null },
  };
}

/** Certificates in base64, as they travel to a child. */
export function readAnchors(trusted: string[]): Certificate[] {
  return trusted.map((text) => readCertificate(Buffer.from(text, 'base64')));
}
