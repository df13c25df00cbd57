import type { X509Certificate } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Certificate } from './certificate/content.ts';
import { createChildPool } from './child-pool.ts';
import { PdfFailed, PdfRefused } from './engine-errors.ts';
import { createFieldJobs, type FieldJobs } from './field-jobs.ts';
import { applySeal, PlaceholderMismatch, type Sealed } from './seal/apply-seal.ts';
import { requireValid, type SealKey } from './seal/seal-key.ts';
import type { TimeStampAuthority } from './seal/time-stamp.ts';
import type {
  Additions,
  Inspection,
  Job,
  RefusalReason,
  Reply,
  SealMark,
  SealVerdict,
  UnsignableReason,
} from './types.ts';
import { checkSealed, SealDoesNotHold } from './verify/check-sealed.ts';

export type { Certificate } from './certificate/content.ts';
export { PdfFailed, PdfRefused } from './engine-errors.ts';
export type {
  Additions,
  FieldPlacement,
  FieldResult,
  Inspection,
  Mark,
  MarkInk,
  PlacedBox,
  PlacementFault,
  RefusalReason,
  SealFault,
  SealVerdict,
  SignaturePage,
  SignaturePageSigner,
  UnsignableReason,
} from './types.ts';

export type PdfEngine = FieldJobs & {
  /**
   * Opens a stored file in a contained child and says how many pages it has and whether it can be
   * signed. It does all that `prepare` does but write, so that what passes here can be prepared.
   * A file that crashes the child or outlasts its limits is `damaged`.
   * @throws {PdfFailed} never for what is in the file, but when it cannot be read, or no child
   * starts: a machine in trouble must not make a good file unsignable.
   */
  inspect(file: { path: string; mimeType: string }): Promise<Inspection>;
  /**
   * Writes the *presented* form of a file to `outputPath`: a PDF without active content and with
   * form values and annotations as page content, or an image as PDF pages. A file that carries
   * others' digital signatures is copied to the byte. Returns its pages.
   * @throws {PdfRefused} for a file that cannot be signed. @throws {PdfFailed} try again.
   */
  prepare(file: { path: string; mimeType: string; outputPath: string }): Promise<Presented>;
  /**
   * Draws marks into the boxes of a presented PDF and appends the signature page(s), if any; all
   * else on its own pages stays as it is (but for the TEST mark of test mode). Returns the pages of
   * the whole, ours included.
   * @throws {PdfRefused} for a file that a new page would break. @throws {PdfFailed} try again.
   */
  appendSignaturePage(job: AppendJob): Promise<PageCount>;
  /**
   * Does the same, has the signature page(s) speak of the seal, and seals the whole (PAdES B-B, or
   * B-T when the authority answers well): what is at `outputPath` afterwards is sealed and was
   * checked, or there is nothing. The key stays in this process; no child sees it.
   *
   * A file that carries others' signatures gets the seal appended, not to be seen, its own bytes
   * staying as they are: `page` must be null then.
   * @throws {PdfRefused}, {PdfFailed} as `appendSignaturePage`, and {PdfFailed} for a page where none
   * may be; {SealKeyError} for a certificate that has expired.
   */
  seal(job: SealJob): Promise<PageCount & Sealed>;
  /**
   * Makes the certificate of completion, or the report of an envelope that ended otherwise, and
   * seals it as `seal` does: it is at `outputPath` afterwards, checked, or there is nothing.
   * @throws {PdfFailed} also for a signature whose picture cannot be read; {SealKeyError} as `seal`.
   */
  certificate(job: CertificateJob): Promise<PageCount & Sealed>;
  /**
   * What the seal of a file proves, looked at in a contained child; `trusted` are the certificates
   * from which trust may come.
   * @throws {PdfFailed} when it cannot be looked at: that is no verdict.
   */
  verify(file: { path: string; trusted?: X509Certificate[] }): Promise<SealVerdict>;
  /** Ends the children; jobs under way fail. */
  close(): Promise<void>;
};

type Done = Extract<Reply, { kind: 'done' }>;
type PageCount = { pageCount: number };
/** `carriesSignatures`: signatures of others, so that nothing can be drawn on it. */
export type Presented = PageCount & { carriesSignatures: boolean };
type SealJob = AppendJob & { seal: SealOptions };
type AppendJob = { path: string; outputPath: string } & Additions;
type CertificateJob = { outputPath: string; certificate: Certificate; seal: SealOptions };

export type SealOptions = {
  key: SealKey;
  /** Shown by readers as the reason of the signature. */
  reason: string;
  /** Now, by the caller's clock: the claimed time of the seal. */
  at: Date;
  /** Null: B-B. */
  tsa: TimeStampAuthority | null;
};

export type PdfEngineOptions = {
  /** Children at most; default 2. */
  workers?: number;
  /** Data limit of a child; default 1.5 GiB. Below 768 MiB Node does not start. */
  memoryBytes?: number;
  /** Wall clock a job may take; default 30 s. */
  timeoutMs?: number;
  maxPages: number;
};

const SUPPORTED = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/tiff']);

/** Starts nothing yet: children come with the first job. `path`s must be absolute. */
export function createPdfEngine(options: PdfEngineOptions): PdfEngine {
  const { maxPages } = options;
  const pool = createChildPool({
    workers: options.workers ?? 2,
    memoryBytes: options.memoryBytes ?? 1.5 * 1024 ** 3,
    timeoutMs: options.timeoutMs ?? 30_000,
    jobsPerChild: 50,
  });

  async function done(job: Job): Promise<Done> {
    const reply = await pool.run(job);
    if (reply.kind === 'refused') throw new PdfRefused(reply.reason);
    if (reply.kind === 'failed') throw new PdfFailed(reply.message);
    if (reply.kind !== 'done') throw new PdfFailed('the PDF child answered something else');
    return reply;
  }

  async function verify(path: string, trusted: X509Certificate[]): Promise<SealVerdict> {
    const anchors = trusted.map(({ raw }) => raw.toString('base64'));
    const reply = await pool.run({ kind: 'verify', path, trusted: anchors });
    if (reply.kind === 'verified') return reply.verdict;
    throw new PdfFailed(reply.kind === 'failed' ? reply.message : 'no verdict');
  }

  async function write(job: Job): Promise<PageCount> {
    const { pageCount } = await done(job);
    return { pageCount };
  }

  /** Seals what the job writes to the path it is given. */
  async function sealed(
    outputPath: string,
    sealing: SealOptions,
    jobFor: (unsealed: { outputPath: string; seal: SealMark }) => Job,
  ): Promise<PageCount & Sealed> {
    requireValid(sealing.key.certificate, sealing.at);
    const [unsealed, part] = [`${outputPath}.unsealed`, `${outputPath}.part`];
    try {
      const job = jobFor({ outputPath: unsealed, seal: markOf(sealing) });
      const { pageCount, placeholder } = await done(job);
      if (!placeholder) throw new PdfFailed('the PDF child left no place for the seal');
      const made = await applySeal(unsealed, part, placeholder, sealing);
      await checkSealed(part, placeholder, sealing.key);
      await settleName(part, outputPath);
      return { pageCount, ...made };
    } catch (error) {
      throw isMismatch(error) ? new PdfFailed(error.message) : error;
    } finally {
      for (const path of [unsealed, part]) await rm(path, { force: true });
    }
  }

  return {
    async inspect({ path, mimeType }) {
      if (!SUPPORTED.has(mimeType)) return unsignable('unsupported_type', null);
      return toInspection(await pool.run({ kind: 'inspect', path, mimeType, maxPages }));
    },
    async prepare({ path, mimeType, outputPath }) {
      if (!SUPPORTED.has(mimeType)) throw new PdfRefused('unsupported_type');
      const reply = await done({ kind: 'prepare', path, mimeType, outputPath, maxPages });
      return { pageCount: reply.pageCount, carriesSignatures: reply.carriesSignatures };
    },
    appendSignaturePage: (job) => write({ kind: 'append', ...job, seal: null }),
    seal: ({ outputPath, seal, ...rest }) =>
      sealed(outputPath, seal, (to) => ({ kind: 'append', ...rest, ...to })),
    certificate: ({ outputPath, certificate, seal }) =>
      sealed(outputPath, seal, (to) => ({ kind: 'certificate', certificate, ...to })),
    verify: ({ path, trusted = [] }) => verify(path, trusted),
    ...createFieldJobs(pool),
    close: () => pool.close(),
  };
}

function toInspection(reply: Reply): Inspection {
  if (reply.kind === 'done') return { pageCount: reply.pageCount, signable: true, reason: null };
  if (reply.kind === 'refused' && isUnsignable(reply.reason)) {
    return unsignable(reply.reason, reply.pageCount);
  }
  if (reply.kind === 'failed' && reply.fault === 'host') throw new PdfFailed(reply.message);
  // What kills its reader is not to be signed, whatever it is.
  return unsignable('damaged', null);
}

function isUnsignable(reason: RefusalReason): reason is UnsignableReason {
  return reason !== 'image_too_large' && reason !== 'image_empty';
}

function unsignable(reason: UnsignableReason, pageCount: number | null): Inspection {
  return { pageCount, signable: false, reason };
}

/** The child did not write what it says it wrote, or the disk did not keep it. */
function isMismatch(error: unknown): error is Error {
  return error instanceof PlaceholderMismatch || error instanceof SealDoesNotHold;
}

/** Whole under its name, on disk too, or not there. */
async function settleName(part: string, path: string): Promise<void> {
  await rename(part, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

/** What a child may know of the key: what the file says of it anyway. */
function markOf({ key, reason, at, tsa }: SealOptions): SealMark {
  const { name, subject, fingerprint, development } = key;
  const timeStamp = tsa !== null;
  return { name, reason, at: at.toISOString(), subject, fingerprint, development, timeStamp };
}
