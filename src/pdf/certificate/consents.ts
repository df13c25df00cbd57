import { createHash } from 'node:crypto';
import { type Block, INK } from '../canvas.ts';
import { proseBlocks, row, sectionBlock, together } from '../page-blocks.ts';
import type { Rendering } from './rendering.ts';

/** Each text that somebody agreed to, once, with its hash. */
export function consentBlocks({ content, texts }: Rendering): Block[] {
  const agreed = content.signers.flatMap(({ consent }) => consent ?? []);
  const distinct = new Map(agreed.map((each) => [`${each.version}\n${each.text}`, each]));
  if (distinct.size === 0) return [];
  const intro = proseBlocks(texts.consent.intro, { size: 8.5, ink: INK.soft, after: 12 });
  return [
    sectionBlock(texts.section.consents),
    ...intro.map((block) => ({ ...block, keepWithNext: true })),
    ...[...distinct.values()].flatMap(({ version, text }) => [
      ...together([
        ...row(texts.consent.version, version, 'bold'),
        ...row(texts.consent.hash, sha256(text), 'mono'),
        ...paragraphs(text),
      ]),
      { height: 12, draw: () => undefined },
    ]),
  ];
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\n+/)
    .filter((part) => part.trim() !== '')
    .flatMap((part) => proseBlocks(part));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
