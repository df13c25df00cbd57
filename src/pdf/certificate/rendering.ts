import { INK, type Ink } from '../canvas.ts';
import type { Pictures } from '../mark-pictures.ts';
import { bothTimes } from '../times.ts';
import type { Certificate, CertificateSigner } from './content.ts';
import { CERTIFICATE_TEXTS, type CertificateTexts } from './texts.ts';

/** What each part of the certificate is made from. */
export type Rendering = {
  content: Certificate;
  texts: CertificateTexts;
  /** An ISO time as it is printed: UTC and local. */
  time: (iso: string) => string;
  /** The signatures that are pictures, by their paths. */
  pictures: Pictures;
};

export function renderingOf(content: Certificate, pictures: Pictures): Rendering {
  const { locale, timeZone } = content;
  const time = (iso: string) => bothTimes(iso, locale, timeZone);
  return { content, texts: CERTIFICATE_TEXTS[locale], time, pictures };
}

/** All but those who only receive copies. */
export function actingPeople({ signers }: Certificate): CertificateSigner[] {
  return signers.filter(({ role }) => role !== 'cc');
}

export function hasActed({ status }: CertificateSigner): boolean {
  return status === 'signed' || status === 'approved';
}

export function statusInk(signer: CertificateSigner): Ink {
  if (signer.status === 'declined') return INK.alarm;
  return hasActed(signer) ? INK.done : INK.soft;
}
