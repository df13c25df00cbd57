import { createHash, type X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DetachedVerdict, StampVerdict, Tools } from '../src/evidence/tools.ts';
import type { PdfEngine } from '../src/pdf/pdf-engine.ts';
import { type Certificate, readCertificate } from '../src/pdf/seal/certificate.ts';
import { DerError } from '../src/pdf/seal/der-read.ts';
import { OID } from '../src/pdf/seal/oids.ts';
import { readToken, TokenError } from '../src/pdf/seal/time-stamp-token.ts';
import { partyOf } from '../src/pdf/verify/party.ts';
import { verifyCms } from '../src/pdf/verify/verify-cms.ts';

/** What src/evidence needs to look at signatures. */
export function toolsOf(engine: PdfEngine): Tools {
  return {
    async verifyPdf(file) {
      const verdict = await engine.verify(file);
      const read = { reason: await reasonOf(file.path), earlierSignatures: 0 };
      return { ...read, ...verdict };
    },
    verifyDetached,
    verifyTimeStamp,
  };
}

/** The last /Reason of a file whose seal holds: that of the seal. */
async function reasonOf(path: string): Promise<string | null> {
  const text = (await readFile(path)).toString('latin1');
  return [...text.matchAll(/\/Reason\s*\(([^()\\]*)\)/g)].at(-1)?.[1] ?? null;
}

function verifyDetached(content: Buffer, cms: Buffer, trusted: X509Certificate[]): DetachedVerdict {
  const digest = createHash('sha256').update(content).digest();
  const hole = Buffer.from(`<${cms.toString('hex')}>`);
  const { faults, signer } = verifyCms(hole, digest, anchorsOf(trusted));
  return { fault: faults[0] ?? null, signer };
}

function verifyTimeStamp(token: Buffer, digest: Buffer, trusted: X509Certificate[]): StampVerdict {
  const not = (fault: string) => ({ fault, at: null, stamped: null });
  try {
    const { at, imprint, path, certificates } = readToken(token);
    const same = imprint.algorithm === OID.sha256 && imprint.digest.equals(digest);
    if (!same) return not('wrong_imprint');
    const stamped = partyOf(path, certificates, anchorsOf(trusted), at);
    return { fault: null, at: at.toISOString(), stamped };
  } catch (error) {
    if (error instanceof TokenError) return not(error.code);
    if (error instanceof DerError) return not('malformed');
    throw error;
  }
}

function anchorsOf(trusted: X509Certificate[]): Certificate[] {
  return trusted.map(({ raw }) => readCertificate(raw));
}
