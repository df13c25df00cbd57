import type { PDF } from '@libpdf/core';
import type { Block, Fonts } from './canvas.ts';
import { headingBlock, noteBlocks, row, sectionBlock, spacer, testBlock } from './page-blocks.ts';
import { addPages } from './page-flow.ts';
import { type SealPlace, sealBlock } from './seal-block.ts';
import { TEXTS, type Texts } from './signature-page-texts.ts';
import { signerBlock } from './signer-block.ts';
import { bothTimes } from './times.ts';
import type { SealMark, SignaturePage } from './types.ts';

/**
 * Adds the signature page(s) after the last page of `pdf`. Returns where the seal is described, if
 * there is to be one.
 */
export function addSignaturePages(
  pdf: PDF,
  page: SignaturePage,
  seal: SealMark | null,
  fonts: Fonts,
): SealPlace | null {
  const texts = TEXTS[page.locale];
  let place: SealPlace | null = null;
  const noteSeal = (found: SealPlace) => {
    place = found;
  };
  const blocks = [
    ...headBlocks(page, texts),
    sectionBlock(peopleHeading(page, texts)),
    ...page.signers.map((signer) => signerBlock(signer, page, texts)),
    spacer(),
    ...texts.notes.flatMap(noteBlocks),
    ...(seal ? [sealBlock(seal, texts, noteSeal)] : []),
  ];
  addPages(pdf, blocks, fonts, (number, pages) => [page.envelopeId, texts.footer(number, pages)]);
  return place;
}

function headBlocks(page: SignaturePage, texts: Texts): Block[] {
  const time = bothTimes(page.completedAt, page.locale, page.timeZone);
  return [
    ...(page.watermark ? [testBlock(texts.test)] : []),
    headingBlock(texts.heading),
    ...row(texts.document, page.filename, 'bold'),
    ...row(texts.title, page.title),
    ...row(texts.sender, page.sender.name),
    ...row(texts.envelope, page.envelopeId, 'mono'),
    ...row(texts.pages, String(page.pageCount)),
    ...row(texts.completed, time),
    ...row(texts.original, page.originalSha256, 'mono'),
    ...row(texts.presented, page.presentedSha256, 'mono'),
  ];
}

function peopleHeading({ signers }: SignaturePage, texts: Texts): string {
  const approvals = signers.some(({ role }) => role === 'approver');
  const heading = approvals ? texts.signaturesAndApprovals : texts.signatures;
  return `${heading} (${signers.length})`;
}
