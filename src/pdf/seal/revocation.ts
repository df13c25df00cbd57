import { type Certificate, fingerprint, isSelfSigned } from './certificate.ts';
import { DerError } from './der-read.ts';
import { revocationSources } from './distribution-points.ts';
import type { EvidenceFault } from './evidence.ts';
import { FetchError, type FetchFault, fetchLimited } from './fetch-limited.ts';
import { isAbout, ocspRequest, readOcsp } from './ocsp.ts';

/**
 * Why a seal has no validation data although its certificates name where to ask. `failed`: they
 * broke whoever was to append them.
 */
export type ValidationFault = FetchFault | EvidenceFault | 'failed';

/** Answers as they came, DER or not: they are read where hostile files are. */
export type Answers = { ocsps: Buffer[]; crls: Buffer[]; failed: FetchFault | null };

const TIMEOUT_MS = 10_000;
const MAX_OCSP_BYTES = 64 * 1024;
const MAX_CRL_BYTES = 4 * 1024 * 1024;
const OCSP_HEADERS = { 'Content-Type': 'application/ocsp-request' };

/** Whether any certificate of these paths says where its revocation can be asked for. */
export function namesSources(paths: Certificate[][]): boolean {
  return paths.flat().some((certificate) => {
    const { ocsp, crl } = sourcesOf(certificate);
    return ocsp.length + crl.length > 0;
  });
}

function sourcesOf(certificate: Certificate): ReturnType<typeof revocationSources> {
  try {
    return isSelfSigned(certificate) ? { ocsp: [], crl: [] } : revocationSources(certificate);
  } catch (error) {
    if (error instanceof DerError) return { ocsp: [], crl: [] };
    throw error;
  }
}

/** A certificate and who issued it. */
type Link = { certificate: Certificate; issuer: Certificate };

/**
 * Asks whether the certificates of these paths were revoked: OCSP responders first, lists where none
 * of them knows. Only addresses that the certificates themselves name are asked, all certificates at
 * once, no certificate twice. Never throws: what could not be had is missing.
 */
export async function fetchRevocation(paths: Certificate[][]): Promise<Answers> {
  const links = new Map<string, Link>();
  for (const path of paths) {
    path.forEach((certificate, index) => {
      const issuer = path[index + 1];
      if (issuer) links.set(fingerprint(certificate), { certificate, issuer });
    });
  }
  const answers: Answers = { ocsps: [], crls: [], failed: null };
  await Promise.all([...links.values()].map((link) => ask(link, answers)));
  return answers;
}

async function ask(link: Link, answers: Answers): Promise<void> {
  const { ocsp, crl } = sourcesOf(link.certificate);
  const request = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_OCSP_BYTES, headers: OCSP_HEADERS };
  for (const url of ocsp) {
    const body = ocspRequest(link.certificate, link.issuer);
    const answer = await noting(answers, fetchLimited(url, { ...request, body }));
    if (!answer || !knows(answer, link)) continue;
    answers.ocsps.push(answer);
    return;
  }
  for (const url of crl) {
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_CRL_BYTES };
    const list = await noting(answers, fetchLimited(url, limits));
    if (!list) continue;
    answers.crls.push(list);
    return;
  }
}

function knows(answer: Buffer, { certificate, issuer }: Link): boolean {
  try {
    return readOcsp(answer).statuses.some(
      (each) => each.status !== 'unknown' && isAbout(each, certificate, issuer),
    );
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

async function noting(answers: Answers, fetched: Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await fetched;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    answers.failed ??= error.code;
    return null;
  }
}
