import type { X509Certificate } from 'node:crypto';
import type { ChildPool } from './child-pool.ts';
import { PdfFailed, PdfRefused } from './engine-errors.ts';
import type { Extend } from './seal/seal-file.ts';
import type { Job, Reply, SealVerdict } from './types.ts';

/** Jobs whose replies are of one kind; other replies are thrown. @throws {PdfRefused}, {PdfFailed} */
export type Ask = {
  done(job: Job): Promise<Extract<Reply, { kind: 'done' }>>;
  verify(path: string, trusted: X509Certificate[]): Promise<SealVerdict>;
  extend: Extend;
};

export function createAsk(pool: ChildPool): Ask {
  return {
    async done(job) {
      const reply = await pool.run(job);
      if (reply.kind === 'done') return reply;
      if (reply.kind === 'refused') throw new PdfRefused(reply.reason);
      throw unexpected(reply);
    },
    async verify(path, trusted) {
      const anchors = trusted.map(({ raw }) => raw.toString('base64'));
      const reply = await pool.run({ kind: 'verify', path, trusted: anchors });
      if (reply.kind === 'verified') return reply.verdict;
      throw unexpected(reply);
    },
    async extend(job) {
      const reply = await pool.run({ kind: 'extend', ...job });
      if (reply.kind === 'extended') return reply;
      throw unexpected(reply);
    },
  };
}

function unexpected(reply: Reply): PdfFailed {
  const message = reply.kind === 'failed' ? reply.message : 'the PDF child answered something else';
  return new PdfFailed(message);
}
