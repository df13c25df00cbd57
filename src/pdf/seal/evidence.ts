import { type Certificate, isIssuedBy, isSelfSigned, isValidAt } from './certificate.ts';
import { type Crl, readCrl } from './crl.ts';
import { DerError } from './der-read.ts';
import { isAbout, type OcspResponse, readOcsp } from './ocsp.ts';
import { OID } from './oids.ts';

/** What says whether certificates were revoked. */
export type Evidence = { ocsps: OcspResponse[]; crls: Crl[] };

/** Why a path is not known to be free of revoked certificates. */
export type EvidenceFault = 'revoked' | 'incomplete';

/** The parts that can be read and are signed by somebody in `known`; the rest is left out. */
export function readEvidence(
  { ocsps, crls }: { ocsps: Buffer[]; crls: Buffer[] },
  known: Certificate[],
): Evidence {
  const signed = (each: OcspResponse | Crl) => known.some((by) => each.isSignedBy(by));
  const answers = ocsps.flatMap((bytes) => readOrNone(() => readOcsp(bytes)));
  return {
    ocsps: answers.filter((answer) => known.some((by) => isAuthentic(answer, by))),
    crls: crls.flatMap((bytes) => readOrNone(() => readCrl(bytes))).filter(signed),
  };
}

function readOrNone<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

/** What of it is needed to know that no certificate of `path` was revoked at `at`, or why not. */
export function evidenceFor(
  path: Certificate[],
  evidence: Evidence,
  at: Date,
): { used: Evidence; fault: EvidenceFault | null } {
  const used: Evidence = { ocsps: [], crls: [] };
  let fault: EvidenceFault | null = null;
  path.forEach((certificate, index) => {
    // Whoever trusts a root does so for other reasons.
    if (isSelfSigned(certificate)) return;
    const issuer = path[index + 1];
    const found = issuer ? judge(certificate, issuer, evidence, at) : null;
    if (found?.revoked) fault = 'revoked';
    else if (!found) fault ??= 'incomplete';
    if (found?.ocsp && !used.ocsps.includes(found.ocsp)) used.ocsps.push(found.ocsp);
    if (found?.crl && !used.crls.includes(found.crl)) used.crls.push(found.crl);
  });
  return { used, fault };
}

type Judgement = { revoked: boolean; ocsp?: OcspResponse; crl?: Crl };

/** One that says that it was revoked counts before one that does not. */
function judge(
  certificate: Certificate,
  issuer: Certificate,
  { ocsps, crls }: Evidence,
  at: Date,
): Judgement | null {
  const judgements: Judgement[] = [];
  for (const ocsp of ocsps.filter((each) => isAuthentic(each, issuer))) {
    for (const status of ocsp.statuses) {
      if (!isAbout(status, certificate, issuer) || !reaches(status, at)) continue;
      if (status.status === 'unknown') continue;
      judgements.push({ revoked: status.revokedAt !== null && status.revokedAt <= at, ocsp });
    }
  }
  for (const crl of crls) {
    if (!crl.issuer.equals(certificate.issuer) || !crl.coversKind(certificate)) continue;
    if (!crl.isSignedBy(issuer) || !maySignLists(issuer) || !reaches(crl, at)) continue;
    const revokedAt = crl.revokedAt(certificate);
    judgements.push({ revoked: revokedAt !== null && revokedAt <= at, crl });
  }
  return judgements.find(({ revoked }) => revoked) ?? judgements[0] ?? null;
}

/** Not out of date at that time already. */
function reaches({ nextUpdate }: { nextUpdate: Date | null }, at: Date): boolean {
  return nextUpdate === null || nextUpdate >= at;
}

/** Signed by the issuer, or by whom it made a responder (RFC 6960, 4.2.2.2). */
function isAuthentic(response: OcspResponse, issuer: Certificate): boolean {
  if (response.isSignedBy(issuer)) return true;
  return response.certificates.some(
    (responder) =>
      (responder.extendedKeyUsage?.purposes.includes(OID.ocspSigning) ?? false) &&
      response.isSignedBy(responder) &&
      isIssuedBy(responder, issuer) &&
      response.statuses.every(({ thisUpdate }) => isValidAt(responder, thisUpdate)),
  );
}

/** cRLSign, where key usage is limited (RFC 5280, 4.2.1.3). */
function maySignLists({ keyUsage }: Certificate): boolean {
  return keyUsage === null || (keyUsage & 0b0000_0010) !== 0;
}
