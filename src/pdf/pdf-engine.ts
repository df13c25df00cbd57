import type { X509Certificate } from 'node:crypto';
import { createAsk } from './ask-child.ts';
import type { Certificate } from './certificate/content.ts';
import { createChildPool } from './child-pool.ts';
import { PdfFailed, PdfRefused } from './engine-errors.ts';
import { createFieldJobs, type FieldJobs } from './field-jobs.ts';
import type { Sealed } from './seal/seal-file.ts';
import { type RaiseJob, raiseSeal, type SealOptions, sealMade } from './sealing.ts';
import type {
  Additions,
  Inspection,
  RefusalReason,
  Reply,
  SealVerdict,
  UnsignableReason,
} from './types.ts';

export type { Certificate } from './certificate/content.ts';
export { PdfFailed, PdfRefused } from './engine-errors.ts';
export type { Sealed } from './seal/seal-file.ts';
export type { SealOptions } from './sealing.ts';
export type {
  Additions,
  FieldPlacement,
  FieldResult,
  Hand,
  Inspection,
  Mark,
  MarkInk,
  PlacedBox,
  PlacementFault,
  RefusalReason,
  SealFault,
  SealLevel,
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
   * Does the same, has the signature page(s) speak of the seal, and seals the whole: PAdES B-B, B-T
   * when the authority answers well, B-LT and B-LTA where revocation can be asked for. What is at
   * `outputPath` afterwards is sealed and was
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
   * Appends a document time-stamp to a file whose seal is B-B, for the authority had failed.
   * @throws {TimeStampError} when it fails again; {PdfFailed} for a seal that does not hold, or has
   * its time stamp.
   */
  raise(job: RaiseJob): Promise<{ level: 'B-T'; at: Date }>;
  /**
   * What the seal of a file proves, looked at in a contained child; `trusted` are the certificates
   * from which trust may come.
   * @throws {PdfFailed} when it cannot be looked at: that is no verdict.
   */
  verify(file: { path: string; trusted?: X509Certificate[] }): Promise<SealVerdict>;
  /** Ends the children; jobs under way fail. */
  close(): Promise<void>;
};

type PageCount = { pageCount: number };
/** `carriesSignatures`: signatures of others, so that nothing can be drawn on it. */
export type Presented = PageCount & { carriesSignatures: boolean };
type SealJob = AppendJob & { seal: SealOptions };
type AppendJob = { path: string; outputPath: string } & Additions;
type CertificateJob = { outputPath: string; certificate: Certificate; seal: SealOptions };

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
    // Starting one takes a second, in which twenty files could have been sealed.
    jobsPerChild: 200,
  });

  const ask = createAsk(pool);

  return {
    async inspect({ path, mimeType }) {
      if (!SUPPORTED.has(mimeType)) return unsignable('unsupported_type', null);
      return toInspection(await pool.run({ kind: 'inspect', path, mimeType, maxPages }));
    },
    async prepare({ path, mimeType, outputPath }) {
      if (!SUPPORTED.has(mimeType)) throw new PdfRefused('unsupported_type');
      const job = { kind: 'prepare', path, mimeType, outputPath, maxPages } as const;
      const { pageCount, carriesSignatures } = await ask.done(job);
      return { pageCount, carriesSignatures };
    },
    async appendSignaturePage(job) {
      const { pageCount } = await ask.done({ kind: 'append', ...job, seal: null });
      return { pageCount };
    },
    seal: ({ outputPath, seal, ...rest }) =>
      sealMade(ask, outputPath, seal, (to) => ({ kind: 'append', ...rest, ...to })),
    certificate: ({ outputPath, certificate, seal }) =>
      sealMade(ask, outputPath, seal, (to) => ({ kind: 'certificate', certificate, ...to })),
    raise: (job) => raiseSeal(ask, job),
    verify: ({ path, trusted = [] }) => ask.verify(path, trusted),
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
