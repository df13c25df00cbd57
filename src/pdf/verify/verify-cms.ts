import { createHash } from 'node:crypto';
import { type Certificate, isValidAt, maySign, pathFrom } from '../seal/certificate.ts';
import { toCms } from '../seal/cms.ts';
import { readSignedData, type SignedData } from '../seal/cms-read.ts';
import { faultOf } from '../seal/cms-verify.ts';
import { DerError, readDer } from '../seal/der-read.ts';
import { isDevelopmentCertificate } from '../seal/development-key.ts';
import { OID } from '../seal/oids.ts';
import { readToken, TokenError } from '../seal/time-stamp-token.ts';
import type { SealFault, SealVerdict } from '../types.ts';
import { partyOf } from './party.ts';

type CmsVerdict = Pick<SealVerdict, 'faults' | 'level' | 'signer'> & {
  stamped: SealVerdict['time']['stamped'];
  /** Whose signature it is, if it can be read. */
  certificate: Certificate | null;
};

/**
 * Checks what stands in the hole of a sealed file: a CMS as `toCms` writes it, byte for byte, then
 * nothing but zeros; over this digest; time-stamped, maybe. `anchors` are whom to trust.
 */
export function verifyCms(hole: Buffer, digest: Buffer, anchors: Certificate[]): CmsVerdict {
  const nothing = { level: null, signer: null, stamped: null, certificate: null };
  try {
    const contents = Buffer.from(hole.toString('latin1', 1, hole.length - 1), 'hex');
    const cms = withoutPadding(contents);
    const signed = readSignedData(cms);
    const { signer, certificates } = signed;
    const path = pathFrom(signer.certificate, certificates);
    const token = signer.unsignedAttributes.get(OID.timeStampToken)?.raw ?? null;
    const faults = new Set<SealFault>();
    if (!isCanonical(hole, signed, path, token)) faults.add('contents');
    const fault = faultOf(signer, OID.data, (name) =>
      name === 'sha256' ? digest : Buffer.alloc(0),
    );
    if (fault !== null) faults.add(fault);
    if (!maySign(signer.certificate)) faults.add('signing_certificate');
    const stamped = token && readStamp(token, signer.signature, anchors);
    if (token && !stamped) faults.add('time_stamp');
    const at = stamped ? new Date(stamped.at) : null;
    if (at && !isValidAt(signer.certificate, at)) faults.add('certificate_expired');
    const party = partyOf(path, certificates, anchors, at);
    const development = isDevelopmentCertificate(signer.certificate);
    const level = stamped ? 'B-T' : 'B-B';
    const { certificate } = signer;
    return { faults: [...faults], level, signer: { ...party, development }, stamped, certificate };
  } catch (error) {
    if (error instanceof DerError) return { ...nothing, faults: ['contents'] };
    throw error;
  }
}

/** As long as its own header says; what follows is looked at by `isCanonical`. */
function withoutPadding(contents: Buffer): Buffer {
  // 0x82: the length is in the next two octets, as for all that is between 256 bytes and 64 KiB.
  if (contents.length < 4 || contents[1] !== 0x82) throw new DerError('not a CMS');
  return contents.subarray(0, 4 + contents.readUInt16BE(2));
}

/**
 * Outside the signed attributes a CMS has parts that no signature covers. Made anew from what
 * counts, it must be the same to the last digit, padding and brackets included.
 */
function isCanonical(
  hole: Buffer,
  { signer, certificates }: SignedData,
  path: Certificate[],
  token: Buffer | null,
): boolean {
  const cms = toCms({
    certificates: path.length === certificates.length ? path : certificates,
    algorithm: signer.signatureAlgorithm === OID.sha256WithRsa ? 'rsa' : 'ecdsa',
    digest: readDer(signer.attributes.get(OID.messageDigest)?.raw ?? Buffer.alloc(0)).content,
    signature: signer.signature,
    timeStampToken: token,
  });
  const text = `<${cms.toString('hex').padEnd(hole.length - 2, '0')}>`;
  return path.length === certificates.length && hole.equals(Buffer.from(text, 'latin1'));
}

function readStamp(token: Buffer, signature: Buffer, anchors: Certificate[]) {
  try {
    const { at, imprint, path, certificates } = readToken(token);
    const digest = createHash('sha256').update(signature).digest();
    if (imprint.algorithm !== OID.sha256 || !imprint.digest.equals(digest)) return null;
    return { ...partyOf(path, certificates, anchors, at), at: at.toISOString() };
  } catch (error) {
    if (error instanceof DerError || error instanceof TokenError) return null;
    throw error;
  }
}
