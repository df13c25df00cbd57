import { type Certificate, isValidAt, pathFrom, readCertificate } from '../seal/certificate.ts';
import { isDevelopmentCertificate } from '../seal/development-key.ts';
import { evidenceFor } from '../seal/evidence.ts';
import type { TimeStampToken } from '../seal/time-stamp-token.ts';
import type { SealFault, SealLevel, SealVerdict } from '../types.ts';
import { type FoundSignature, findSignatures, isAmbiguous } from './find-signature.ts';
import { partyOf } from './party.ts';
import { readStructure, type Structure } from './read-structure.ts';
import { digestOf, type Later, loadPdf, readUpdates } from './read-updates.ts';
import { isTimeStamp } from './sealed-cms.ts';
import { type ReadSeal, verifyCms } from './verify-cms.ts';

const PDF_HEADER = '%PDF-';

/**
 * Whether a file is, to the last byte, what this service sealed, and what the seal proves; after it
 * may stand validation data and document time-stamps, and nothing else. Stricter than readers of PDF
 * are: they call a signature valid over later changes (ISO 32000-2, 12.8.2.2). Says nothing of other
 * people's signatures, whose CMS may be written in other ways.
 */
export async function verifySeal(file: Buffer, anchors: Certificate[]): Promise<SealVerdict> {
  const found = findSeal(file);
  if (!found) return unsealed(file);
  const { faults: cmsFaults, seal } = readSeal(file, found);
  const faults = new Set<SealFault>(cmsFaults);
  if (!startsAsPdf(file) || isAmbiguous(file, found)) faults.add('byte_range');
  // Parsing is for what is known to be ours.
  const read = faults.size === 0 && seal ? await readWhole(file, found, seal) : null;
  const { structure = null, later = null } = read ?? {};
  if (faults.size === 0 && !structure) faults.add('structure');
  const coversWholeFile = later !== null || found.coveredTo === file.length;
  if (!coversWholeFile) faults.add('changed_after');
  if (later?.timeStamps.includes(null)) faults.add('time_stamp');
  const stamp = seal?.token ?? later?.timeStamps.find((each) => each !== null) ?? null;
  const last = later?.timeStamps.findLast((each) => each !== null) ?? null;
  const { level, fault } = levelOf(seal, stamp, later);
  if (fault !== null) faults.add(fault);
  const claimed = structure?.claimed ?? null;
  const at = stamp?.at ?? (claimed === null ? null : new Date(claimed));
  const [own] = seal?.path ?? [];
  // Without a time stamp nobody but its own clock says that it was still valid, if even that does.
  if (own && at && !isValidAt(own, at)) faults.add('certificate_expired');
  return {
    faults: [...faults],
    coversWholeFile,
    level,
    signer: seal && signerOf(seal, anchors, stamp),
    time: {
      claimed,
      stamped: stamp && stampedBy(stamp, anchors),
      archived: last && last !== stamp ? stampedBy(last, anchors) : null,
    },
    reason: structure?.reason ?? null,
    earlierSignatures: structure?.earlierSignatures ?? 0,
  };
}

/** The last signature that is no time stamp of the document. */
export function findSeal(file: Buffer): FoundSignature | undefined {
  return findSignatures(file).findLast(({ start, end }) => !isTimeStamp(file.subarray(start, end)));
}

/** What stands in its hole, and what is wrong with that. */
export function readSeal(file: Buffer, found: FoundSignature): ReturnType<typeof verifyCms> {
  return verifyCms(file.subarray(found.start, found.end), digestOf(file, found));
}

/** To the byte: what else the key may sign, lists and the like, can then be no sealed PDF. */
function startsAsPdf(file: Buffer): boolean {
  return file.toString('latin1', 0, PDF_HEADER.length) === PDF_HEADER;
}

async function readWhole(
  file: Buffer,
  found: FoundSignature,
  { certificates, token }: ReadSeal,
): Promise<{ structure: Structure; later: Later | null } | null> {
  const sealed = file.subarray(0, found.coveredTo);
  const pdf = await loadPdf(sealed);
  const structure = pdf && readStructure(pdf, sealed, found);
  if (!structure) return null;
  const known = [...certificates, ...(token?.certificates ?? [])];
  return { structure, later: await readUpdates(file, found.coveredTo, pdf, known) };
}

/** By what is there and holds (EN 319 142-1, table 1). */
function levelOf(
  seal: ReadSeal | null,
  stamp: TimeStampToken | null,
  later: Later | null,
): { level: SealLevel | null; fault: SealFault | null } {
  if (!seal) return { level: null, fault: null };
  if (!stamp) return { level: 'B-B', fault: null };
  if (!later?.validation) return { level: 'B-T', fault: null };
  const { certificates, evidence } = later.validation;
  const checks = [seal.path, stamp.path].map((path) => {
    const [first] = path;
    const whole = first ? pathFrom(first, [...certificates, ...stamp.certificates]) : [];
    return evidenceFor(whole, evidence, stamp.at).fault;
  });
  if (checks.includes('revoked')) return { level: 'B-T', fault: 'certificate_revoked' };
  if (checks.includes('incomplete')) return { level: 'B-T', fault: null };
  return { level: later.archived ? 'B-LTA' : 'B-LT', fault: null };
}

function signerOf(
  { path, certificates }: ReadSeal,
  anchors: Certificate[],
  stamp: TimeStampToken | null,
): SealVerdict['signer'] {
  const [own] = path;
  const development = own !== undefined && isDevelopmentCertificate(own);
  return { ...partyOf(path, certificates, anchors, stamp?.at ?? null), development };
}

function stampedBy({ path, certificates, at }: TimeStampToken, anchors: Certificate[]) {
  return { ...partyOf(path, certificates, anchors, at), at: at.toISOString() };
}

function unsealed(file: Buffer): SealVerdict {
  const mentioned = file.includes('/ByteRange');
  return {
    faults: [mentioned ? 'byte_range' : 'no_seal'],
    coversWholeFile: false,
    level: null,
    signer: null,
    time: { claimed: null, stamped: null, archived: null },
    reason: null,
    earlierSignatures: 0,
  };
}

/** Certificates in base64, as they travel to a child. */
export function readAnchors(trusted: string[]): Certificate[] {
  return trusted.map((text) => readCertificate(Buffer.from(text, 'base64')));
}
