import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Manifest, type ManifestFile, SEALED_ROLES } from './manifest.ts';
import { type OpenZip, ZipFault } from './open-zip.ts';
import type { PdfVerdict, Tools, Trust } from './tools.ts';

/** A file of the manifest, and what the archive has under its name. */
export type FoundFile = ManifestFile & {
  state: 'intact' | 'changed' | 'missing';
  /** Of a file that must be sealed; the text says why it could not be looked at. */
  seal: PdfVerdict | string | null;
};

/** Hashes every file and verifies every seal, one file on the disk at a time. */
export async function lookAtFiles(
  zip: OpenZip,
  { files }: Manifest,
  tools: Tools,
  trust: Trust,
): Promise<FoundFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'verify-'));
  const found: FoundFile[] = [];
  try {
    for (const file of files) {
      if (!zip.sizes.has(file.path)) found.push({ ...file, state: 'missing', seal: null });
      else found.push(await lookAt(zip, file, join(folder, 'sealed.pdf'), tools, trust));
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookAt(
  zip: OpenZip,
  file: ManifestFile,
  copy: string,
  tools: Tools,
  { trusted }: Trust,
): Promise<FoundFile> {
  const sealed = SEALED_ROLES.has(file.role);
  const sha256 = await hashed(zip, file.path, sealed ? copy : null);
  const state = sha256 === file.sha256 ? 'intact' : 'changed';
  if (!sealed || sha256 === null) return { ...file, state, seal: null };
  const seal = await tools.verifyPdf({ path: copy, trusted }).catch(messageOf);
  return { ...file, state, seal };
}

/** The hash of a file that is unpacked to `copy`, or to nowhere; null when it cannot be unpacked. */
async function hashed(zip: OpenZip, path: string, copy: string | null): Promise<string | null> {
  const hash = createHash('sha256');
  const file = copy === null ? null : await open(copy, 'w');
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      if (file === null) done();
      else file.appendFile(chunk).then(() => done(), done);
    },
  });
  try {
    await zip.unpack(path, sink);
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof ZipFault) return null;
    throw error;
  } finally {
    await file?.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
