import type { Additions, SignaturePage, SignaturePageSigner } from '../../../src/pdf/pdf-engine.ts';

export function signer(name: string, over: Partial<SignaturePageSigner> = {}): SignaturePageSigner {
  return {
    name,
    emailMasked: 'a•••@ex•••.org',
    role: 'signer',
    ink: { text: name, hand: 'formal' },
    at: '2026-07-22T14:18:27.000Z',
    openedAt: '2026-07-22T13:01:02.000Z',
    ...over,
  };
}

export function signaturePage(over: Partial<SignaturePage> = {}): SignaturePage {
  return {
    locale: 'en',
    timeZone: 'Europe/Berlin',
    envelopeId: 'env_01HZX3K9QFJ5V0T4W8N2M6P7RS',
    title: 'Rental agreement',
    filename: 'lease 2026.pdf',
    pageCount: 1,
    originalSha256: '0f1e2d3c4b5a6978'.repeat(4),
    presentedSha256: '8796a5b4c3d2e1f0'.repeat(4),
    completedAt: '2026-11-22T14:18:27.000Z',
    auditHead: { seq: 9, hash: '5a4b3c2d1e0f9687'.repeat(4) },
    sender: { name: 'Schön Immobilien GmbH' },
    watermark: false,
    signers: [signer('Anna Müller')],
    ...over,
  };
}

/** The signature page and no marks; TEST on every page where it says so. */
export function additions(over: Partial<SignaturePage> = {}): Additions {
  const page = signaturePage(over);
  return { marks: [], page, watermark: page.watermark };
}
