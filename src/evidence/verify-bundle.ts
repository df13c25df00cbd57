import { type AuditFile, auditSchema } from './audit-file.ts';
import { readCanonical } from './canonical-json.ts';
import { checkAudit } from './check-audit.ts';
import { checkDocuments } from './check-documents.ts';
import { checkFiles } from './check-files.ts';
import { checkHeads } from './check-heads.ts';
import { checkAuthorities, checkSeal, checkTime } from './check-seal.ts';
import { checkSigners } from './check-signers.ts';
import { checkStamps } from './check-stamps.ts';
import { type FoundFile, lookAtFiles } from './look-at-files.ts';
import {
  AUDIT,
  LIMITS,
  MANIFEST,
  MANIFEST_SIGNATURE,
  type Manifest,
  manifestSchema,
  SEAL_CERTIFICATES,
} from './manifest.ts';
import { type OpenZip, openZip, ZipFault } from './open-zip.ts';
import { fault, type Line, ok, type Report, reportOf } from './report.ts';
import type { PdfVerdict, Signer, Tools, Trust } from './tools.ts';

/**
 * Verifies an evidence bundle offline: that it is whole and unchanged, who signed it, when, and that
 * its files and its audit trail belong together. Nothing in it is believed but what is checked.
 * @throws what the disk throws; whatever is wrong with the bundle is in the report
 */
export async function verifyBundle(path: string, tools: Tools, trust: Trust): Promise<Report> {
  let zip: OpenZip;
  try {
    zip = await openZip(path);
  } catch (error) {
    return reportOf('bundle', null, [lineOf(error)]);
  }
  try {
    return await verifyOpen(zip, tools, trust);
  } catch (error) {
    return reportOf('bundle', null, [lineOf(error)]);
  } finally {
    zip.close();
  }
}

function lineOf(error: unknown): Line {
  if (!(error instanceof ZipFault)) throw error;
  return fault('integrity', error.code, `Not an archive to rely on: ${error.message}.`, error.path);
}

async function verifyOpen(zip: OpenZip, tools: Tools, trust: Trust): Promise<Report> {
  const bytes = await readIfThere(zip, MANIFEST, LIMITS.manifestBytes);
  if (bytes === null) return unlisted('manifest_missing', 'There is no manifest.');
  const manifest = readCanonical(bytes, manifestSchema);
  if (manifest === null) {
    return unlisted('manifest_malformed', 'The manifest is not one that this program knows.');
  }
  const { signer, line } = await checkSignature(zip, bytes, tools, trust);
  const found = await lookAtFiles(zip, manifest, tools, trust);
  const audit = await readAudit(zip, manifest);
  const pem = await readIfThere(zip, SEAL_CERTIFICATES, LIMITS.manifestBytes);
  const seals = found.flatMap(({ path, seal }) => (seal === null ? [] : [{ path, seal }]));
  return reportOf('bundle', manifest.envelope_id, [
    line,
    ...checkFiles(zip, found),
    ...seals.flatMap(({ path, seal }) => checkSeal(seal, path)),
    ...checkSigners(signer, found, pem?.toString('utf8') ?? null),
    ...(await checkTimes(found, audit, tools, trust)),
    ...(audit ? checkTrail(audit, manifest, found) : [noTrail()]),
  ]);
}

function unlisted(code: string, message: string): Report {
  return reportOf('bundle', null, [fault('integrity', code, message, MANIFEST)]);
}

function noTrail(): Line {
  const message = 'There is no audit trail that this program knows.';
  return fault('audit', 'audit_malformed', message, AUDIT);
}

function checkTrail(audit: AuditFile, manifest: Manifest, found: readonly FoundFile[]): Line[] {
  return [
    ...checkAudit(audit, manifest),
    ...checkHeads(found, audit, manifest),
    ...checkDocuments(found, audit),
  ];
}

async function checkTimes(
  found: readonly FoundFile[],
  audit: AuditFile | null,
  tools: Tools,
  trust: Trust,
): Promise<Line[]> {
  const sealed = found.flatMap(({ path, seal }) => (isWhole(seal) ? [{ path, seal }] : []));
  const stamps = audit ? await checkStamps(audit, tools, trust) : { lines: [], authorities: [] };
  const authorities = sealed.flatMap(({ seal }) => seal.time.stamped ?? []);
  return [
    ...sealed.map(({ path, seal }) => checkTime(seal, path)),
    ...stamps.lines,
    ...checkAuthorities([...authorities, ...stamps.authorities]),
  ];
}

function isWhole(seal: FoundFile['seal']): seal is PdfVerdict {
  return seal !== null && typeof seal !== 'string' && seal.faults.length === 0;
}

async function checkSignature(
  zip: OpenZip,
  manifest: Buffer,
  tools: Tools,
  { trusted }: Trust,
): Promise<{ line: Line; signer: Signer | null }> {
  const cms = await readIfThere(zip, MANIFEST_SIGNATURE, LIMITS.signatureBytes);
  if (cms === null) {
    const message = 'The manifest is not signed.';
    const line = fault('integrity', 'manifest_unsigned', message, MANIFEST_SIGNATURE);
    return { line, signer: null };
  }
  const verdict = await tools.verifyDetached(manifest, cms, trusted);
  if (verdict.fault !== null || verdict.signer === null) {
    const message = `The signature over the manifest does not hold (${verdict.fault}).`;
    const line = fault('integrity', 'manifest_signature', message, MANIFEST_SIGNATURE);
    return { line, signer: null };
  }
  const message = 'The manifest is signed and was not changed since.';
  return { line: ok('integrity', 'manifest_signed', message, MANIFEST), signer: verdict.signer };
}

/** The trail, if the manifest names it: another file of that name is nobody's. */
async function readAudit(zip: OpenZip, { files }: Manifest): Promise<AuditFile | null> {
  if (!files.some(({ path, role }) => path === AUDIT && role === 'audit')) return null;
  const bytes = await readIfThere(zip, AUDIT, LIMITS.auditBytes);
  return bytes && readCanonical(bytes, auditSchema);
}

async function readIfThere(zip: OpenZip, path: string, maxBytes: number): Promise<Buffer | null> {
  return zip.sizes.has(path) ? zip.read(path, maxBytes) : null;
}
