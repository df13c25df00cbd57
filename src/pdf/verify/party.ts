import {
  type Certificate,
  fingerprint,
  isIssuedBy,
  isSelfSigned,
  isValidAt,
  mayTop,
  subjectOf,
} from '../seal/certificate.ts';
import type { Party } from '../types.ts';

/**
 * Describes the holder of the first certificate of `path` at a time. `sent` are all certificates
 * that came with it; trust comes from `anchors` alone, for a file's own chain proves nothing.
 */
export function partyOf(
  path: Certificate[],
  sent: Certificate[],
  anchors: Certificate[],
  at: Date | null,
): Party {
  const [certificate, top] = [path[0], path.at(-1)];
  if (!certificate || !top) throw new Error('a path of no certificates');
  const anchored = anchors.some(
    (anchor) =>
      path.some(({ raw }) => raw.equals(anchor.raw)) ||
      (mayTop(anchor, path) && isIssuedBy(top, anchor)),
  );
  const rooted = anchored || isSelfSigned(top);
  const holds = path.every((each) => !each.limited && (at === null || isValidAt(each, at)));
  return {
    subject: subjectOf(certificate),
    fingerprint: fingerprint(certificate),
    notAfter: certificate.x509.validToDate.toISOString(),
    chain: rooted && sent.every((each) => path.includes(each)) ? 'complete' : 'partial',
    trusted: anchors.length === 0 ? null : anchored && holds,
  };
}
