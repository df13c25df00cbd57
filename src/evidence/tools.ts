import type { X509Certificate } from 'node:crypto';
import type { Party, SealVerdict } from '../pdf/types.ts';

export type { Party } from '../pdf/types.ts';

/** Whose key signed. Anybody can sign: see {@link Party.trusted}. */
export type Signer = Party & { development: boolean };

/** What the seal of a PDF proves. */
export type PdfVerdict = SealVerdict & {
  /** /Reason of the seal. */
  reason: string | null;
  /** Signatures of other people that were there before the seal. */
  earlierSignatures: number;
};

/** What a detached CMS proves; `fault` is null when it is over the content and by the signer. */
export type DetachedVerdict = { fault: string | null; signer: Signer | null };

/** What a time stamp over a digest proves. */
export type StampVerdict = { fault: string | null; at: string | null; stamped: Party | null };

/** Who looks at signatures: src/evidence knows none of their formats. */
export type Tools = {
  /** @throws when it cannot be looked at */
  verifyPdf(file: { path: string; trusted: X509Certificate[] }): Promise<PdfVerdict>;
  verifyDetached(
    content: Buffer,
    cms: Buffer,
    trusted: X509Certificate[],
  ): DetachedVerdict | Promise<DetachedVerdict>;
  /** @param digest SHA-256, 32 bytes */
  verifyTimeStamp(
    token: Buffer,
    digest: Buffer,
    trusted: X509Certificate[],
  ): StampVerdict | Promise<StampVerdict>;
};

/** @property trusted whose signatures count; empty: nobody is known */
export type Trust = { trusted: X509Certificate[] };
