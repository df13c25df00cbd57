import { type Block, CONTENT_WIDTH, INK, paragraph } from '../canvas.ts';
import { columns } from '../columns.ts';
import { type FactOptions, fact, LABEL_WIDTH, sectionBlock, together } from '../page-blocks.ts';
import type { CertificateDocument } from './content.ts';
import type { Rendering } from './rendering.ts';

const INDENT = 20;
const PLACE: FactOptions = { x: INDENT, labelWidth: LABEL_WIDTH - INDENT, size: 8, after: 2 };
/** 64 hexadecimal digits on one line, so that they can be copied. */
const HASH: FactOptions = { ...PLACE, style: 'mono', size: 7.5 };

export function documentBlocks(rendering: Rendering): Block[] {
  const { content, texts } = rendering;
  return [
    sectionBlock(`${texts.section.documents} (${content.documents.length})`),
    ...content.documents.flatMap((document, index) =>
      documentCard(document, index + 1, rendering).map((block, part) =>
        part === 0 && index > 0 ? { ...block, space: 10 } : block,
      ),
    ),
  ];
}

function documentCard(
  document: CertificateDocument,
  number: number,
  rendering: Rendering,
): Block[] {
  const { document: texts } = rendering.texts;
  const bold = { style: 'bold', size: 10, width: CONTENT_WIDTH - INDENT, ink: INK.text } as const;
  const title = [
    { x: 0, parts: [paragraph(String(number), { ...bold, width: INDENT, ink: INK.soft })] },
    { x: INDENT, parts: [paragraph(document.filename, bold)] },
  ];
  return together([
    ...columns(title, { after: 3 }),
    ...fact(texts.pages, String(document.pageCount), PLACE),
    ...fact(texts.original, document.originalSha256, HASH),
    ...fact(texts.presented, document.presentedSha256, HASH),
    ...sealFacts(document, rendering),
    ...(document.alreadySigned ? signedBefore(rendering) : []),
  ]);
}

function signedBefore({ content, texts }: Rendering): Block[] {
  const { alreadySigned, signaturesHere } = texts.document;
  const words = content.kind === 'completed' ? `${alreadySigned} ${signaturesHere}` : alreadySigned;
  return fact('', words, PLACE);
}

function sealFacts({ seal }: CertificateDocument, { content, texts, time }: Rendering): Block[] {
  // Nothing is sealed of an envelope that was not completed.
  if (content.kind !== 'completed') return [];
  const { document: words } = texts;
  if (seal === null) return fact(words.level, words.unsealed, PLACE);
  return [
    ...(seal.sha256 === null ? [] : fact(words.sealed, seal.sha256, HASH)),
    ...fact(words.level, words.levelAt(seal.level, time(seal.at)), PLACE),
    ...(seal.timeStampFailed ? fact('', words.timeStampFailed, PLACE) : []),
  ];
}
