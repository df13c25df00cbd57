import type { X509Certificate } from 'node:crypto';
import { createAsk, PdfFailed, PdfRefused } from './ask-child.ts';
import { createChildPool } from './child-pool.ts';
import type { Sealed } from './seal/seal-file.ts';
import { type RaiseJob, raiseSeal, type SealOptions, sealMade } from './sealing.ts';
import type { Inspection, Reply, SealVerdict, SignaturePage, UnsignableReason } from './types.ts';

export { PdfFailed, PdfRefused } from './ask-child.ts';
export type { Sealed } from './seal/seal-file.ts';
export type { SealOptions } from './sealing.ts';
export type {
  Inspection,
  SealFault,
  SealLevel,
  SealVerdict,
  SignaturePage,
  SignaturePageSigner,
  UnsignableReason,
} from './types.ts';

export type PdfEngine = {
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
   * Appends the signature page(s) to a presented PDF; its own pages stay as they are (but for the
   * TEST mark of test mode). Returns the pages of the whole, ours included.
   * @throws {PdfRefused} for a file that a new page would break. @throws {PdfFailed} try again.
   */
  appendSignaturePage(job: AppendJob): Promise<PageCount>;
  /**
   * Appends the signature page(s), which then speak of the seal, and seals the whole: PAdES B-B, B-T
   * when the authority answers well, B-LT and B-LTA where revocation can be asked for. What is at `outputPath` afterwards is sealed and was
   * checked, or there is nothing. The key stays in this process; no child sees it.
   *
   * A file that carries others' signatures gets the seal appended, not to be seen, its own bytes
   * staying as they are: `page` must be null then.
   * @throws {PdfRefused}, {PdfFailed} as `appendSignaturePage`, and {PdfFailed} for a page where none
   * may be; {SealKeyError} for a certificate that has expired.
   */
  seal(job: SealJob): Promise<PageCount & Sealed>;
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
/** `carriesSignatures`: signatures of others, so that no page can be added. */
export type Presented = PageCount & { carriesSignatures: boolean };
type SealJob = Omit<AppendJob, 'page'> & { page: SignaturePage | null; seal: SealOptions };
type AppendJob = { path: string; outputPath: string; page: SignaturePage };

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
    async appendSignaturePage({ path, outputPath, page }) {
      const { pageCount } = await ask.done({ kind: 'append', path, outputPath, page, seal: null });
      return { pageCount };
    },
    seal: ({ path, outputPath, page, seal }) =>
      sealMade(ask, outputPath, seal, (to) => ({ kind: 'append', path, page, ...to })),
    raise: (job) => raiseSeal(ask, job),
    verify: ({ path, trusted = [] }) => ask.verify(path, trusted),
    close: () => pool.close(),
  };
}

function toInspection(reply: Reply): Inspection {
  if (reply.kind === 'done') return { pageCount: reply.pageCount, signable: true, reason: null };
  if (reply.kind === 'refused') return unsignable(reply.reason, reply.pageCount);
  if (reply.kind === 'failed' && reply.fault === 'host') throw new PdfFailed(reply.message);
  // What kills its reader is not to be signed, whatever it is.
  return unsignable('damaged', null);
}

function unsignable(reason: UnsignableReason, pageCount: number | null): Inspection {
  return { pageCount, signable: false, reason };
}
