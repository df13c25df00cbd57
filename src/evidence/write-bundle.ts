import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type AuditEvent, GENESIS } from './audit-chain.ts';
import { type AuditStamp, writeAuditFile } from './audit-file.ts';
import { toCanonical } from './canonical-json.ts';
import { foldedPath } from './file-names.ts';
import {
  AUDIT,
  type EndedStatus,
  LIMITS,
  MANIFEST,
  MANIFEST_SIGNATURE,
  type Manifest,
  type ManifestFile,
  manifestSchema,
  README,
  type Role,
  SEAL_CERTIFICATES,
} from './manifest.ts';
import { readmeText } from './readme.ts';

/** A stored file that goes into a bundle. */
export type BundleFile = {
  /** In the bundle: see file-names.ts. */
  path: string;
  role: Exclude<Role, 'audit' | 'seal_certificates' | 'readme'>;
  /** Which document of the envelope it is a form of; null for certificates and images. */
  documentId: string | null;
  /** Where it is on the disk. */
  source: string;
  /** What it must be, where that is known; else it is what it turns out to be. */
  sha256?: string;
};

export type Bundle = {
  /** As the API shows it, for audit.json. */
  envelope: Record<string, unknown> & { id: string; title: string; status: EndedStatus };
  caseId: string | null;
  createdAt: Date;
  /** The whole trail, oldest first. */
  events: readonly AuditEvent[];
  stamps: readonly AuditStamp[];
  /** The certificate of the key that seals (PEM), then its issuers, then those used before. */
  certificates: readonly string[];
  files: readonly BundleFile[];
};

/** A file is not what it was to be; the bundle is not whole and cannot be opened. */
export class BundleFileChanged extends Error {
  constructor(path: string) {
    super(`${path} is not the file that was to go into the bundle`);
    this.name = 'BundleFileChanged';
  }
}

/** What is to be written under a path: bytes, or a file that is read when its turn comes. */
type Content = Buffer | { source: string };

/**
 * Writes an evidence bundle: a ZIP with a manifest of everything in it and a signature over that.
 * All files are hashed and the manifest is signed before the first byte comes; then they are read
 * one by one as fast as they are taken, each checked once more on its way. Destroying the stream
 * closes what is open.
 *
 * @param sign makes a detached CMS over the manifest with the key that seals
 * @throws {BundleFileChanged} here or as the stream's error; what the disk and `sign` throw
 */
export async function writeBundle(
  bundle: Bundle,
  sign: (content: Buffer) => Promise<Buffer>,
): Promise<Readable> {
  const contents = new Map<string, Content>();
  const files: ManifestFile[] = [];
  for (const { path, role, documentId, source, sha256 } of bundle.files) {
    const found = await measure(source);
    if (sha256 !== undefined && found.sha256 !== sha256) throw new BundleFileChanged(path);
    files.push({ path, role, document_id: documentId, ...found });
    contents.set(path, { source });
  }
  const add = (path: string, role: Role, text: string | Buffer) => {
    const bytes = Buffer.from(text);
    files.push({ path, role, document_id: null, ...sizeAndHash(bytes) });
    contents.set(path, bytes);
  };
  const { envelope, events, stamps, createdAt } = bundle;
  add(AUDIT, 'audit', writeAuditFile({ envelope, events, stamps }));
  add(SEAL_CERTIFICATES, 'seal_certificates', bundle.certificates.map(withNewline).join(''));
  add(README, 'readme', readmeOf(bundle, files));
  const manifest = Buffer.from(toCanonical(manifestOf(bundle, files)));
  contents.set(MANIFEST, manifest);
  contents.set(MANIFEST_SIGNATURE, await sign(manifest));
  return zip(contents, files, createdAt);
}

function readmeOf({ envelope, createdAt }: Bundle, files: readonly ManifestFile[]): string {
  const { id: envelopeId, title, status } = envelope;
  return readmeText({ envelopeId, title, status, createdAt: createdAt.toISOString(), files });
}

/** @throws {Error} for what the verifier would refuse: paths that clash or leave, too much. */
function manifestOf({ envelope, caseId, createdAt, events }: Bundle, files: ManifestFile[]) {
  const { seq, hash } = events.at(-1) ?? { seq: 0, hash: GENESIS };
  const manifest: Manifest = {
    version: 1,
    envelope_id: envelope.id,
    case_id: caseId,
    status: envelope.status,
    created_at: createdAt.toISOString(),
    audit: { seq, hash },
    files,
  };
  const paths = [...files.map(({ path }) => path), MANIFEST, MANIFEST_SIGNATURE];
  if (new Set(paths.map(foldedPath)).size < paths.length) throw new Error('a path is there twice');
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const audit = files.find(({ path }) => path === AUDIT)?.bytes ?? 0;
  if (total > LIMITS.totalBytes || audit > LIMITS.auditBytes)
    throw new Error('too much for a bundle');
  return manifestSchema.parse(manifest);
}

function zip(
  contents: ReadonlyMap<string, Content>,
  files: readonly ManifestFile[],
  mtime: Date,
): Readable {
  const archive = new ZipFile();
  const output = new PassThrough();
  let reading: Readable | null = null;
  archive.on('error', (error: Error) => output.destroy(error));
  for (const [path, content] of contents) {
    // Level 1: most of it is compressed already.
    const options = { mtime, mode: 0o100644, compressionLevel: 1 };
    if (Buffer.isBuffer(content)) {
      archive.addBuffer(content, path, options);
      continue;
    }
    const expected = files.find((file) => file.path === path);
    archive.addReadStreamLazy(path, options, (begin) => {
      if (output.destroyed) return;
      const checked = check(path, expected?.sha256);
      reading = createReadStream(content.source);
      pipeline(reading, checked).catch((error) => output.destroy(error));
      begin(null, checked);
    });
  }
  archive.end();
  pipeline(archive.outputStream, output).catch(() => reading?.destroy());
  return output;
}

/** Passes bytes on, but their end only when they are what they were. */
function check(path: string, sha256: string | undefined): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new BundleFileChanged(path));
    },
  });
}

async function measure(source: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(source)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

function sizeAndHash(bytes: Buffer): { bytes: number; sha256: string } {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function withNewline(pem: string): string {
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
