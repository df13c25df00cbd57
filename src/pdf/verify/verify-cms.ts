import { createHash } from 'node:crypto';
import { type Certificate, isValidAt, maySign } from '../seal/certificate.ts';
import { readSignedData } from '../seal/cms-read.ts';
import { faultOf } from '../seal/cms-verify.ts';
import { DerError } from '../seal/der-read.ts';
import { OID } from '../seal/oids.ts';
import type { TimeStampToken } from '../seal/time-stamp-token.ts';
import type { SealFault } from '../types.ts';
import { cmsIn, holds, isCanonical, signerPath, tokenOver } from './sealed-cms.ts';

/** A seal as far as it can be read. */
export type ReadSeal = {
  /** The sealing certificate, then its issuers as far as the CMS goes. */
  path: Certificate[];
  /** All that came with it. */
  certificates: Certificate[];
  /** The time stamp over its signature, if there is one that holds. */
  token: TimeStampToken | null;
};

/**
 * Checks what stands in the hole of a sealed file: a CMS as `toCms` writes it, byte for byte, then
 * nothing but zeros; over this digest; time-stamped, maybe. Whom to trust is not decided here.
 */
export function verifyCms(
  hole: Buffer,
  digest: Buffer,
): { faults: SealFault[]; seal: ReadSeal | null } {
  try {
    const cms = cmsIn(hole);
    const signed = readSignedData(cms);
    const { signer, certificates } = signed;
    const path = signerPath(signed);
    const raw = signer.unsignedAttributes.get(OID.timeStampToken)?.raw ?? null;
    const faults = new Set<SealFault>();
    if (!holds(hole, cms) || !isCanonical(cms, signed)) faults.add('contents');
    const fault = faultOf(signer, OID.data, (name) =>
      name === 'sha256' ? digest : Buffer.alloc(0),
    );
    if (fault !== null) faults.add(fault);
    if (!maySign(signer.certificate)) faults.add('signing_certificate');
    const stamped = createHash('sha256').update(signer.signature).digest();
    const token = raw && tokenOver(raw, stamped);
    if (raw && !token) faults.add('time_stamp');
    if (token && !isValidAt(signer.certificate, token.at)) faults.add('certificate_expired');
    return { faults: [...faults], seal: { path, certificates, token } };
  } catch (error) {
    if (error instanceof DerError) return { faults: ['contents'], seal: null };
    throw error;
  }
}
