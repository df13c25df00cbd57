import type { PDF } from '@libpdf/core';
import { type Block, CONTENT_WIDTH, type Fonts, INK } from '../canvas.ts';
import {
  headingBlock,
  proseBlocks,
  row,
  sectionBlock,
  testBlock,
  together,
} from '../page-blocks.ts';
import { addPages } from '../page-flow.ts';
import { type SealPlace, sealBlock } from '../seal-block.ts';
import { TEXTS } from '../signature-page-texts.ts';
import type { SealMark } from '../types.ts';
import { consentBlocks } from './consents.ts';
import { documentBlocks } from './documents.ts';
import { chainBlocks, eventBlocks } from './event-log.ts';
import { fieldBlocks } from './filled-fields.ts';
import { peopleBlocks } from './people.ts';
import type { Rendering } from './rendering.ts';
import { summaryBlocks } from './summary.ts';

/** Adds the pages of the certificate; returns where its seal is described. */
export function addCertificatePages(
  pdf: PDF,
  rendering: Rendering,
  seal: SealMark,
  fonts: Fonts,
): SealPlace {
  const { content, texts } = rendering;
  const places: SealPlace[] = [];
  const sealWords = sealBlock(seal, TEXTS[content.locale], (place) => places.push(place));
  const blocks = [
    ...headBlocks(rendering),
    ...summaryBlocks(rendering),
    ...envelopeBlocks(rendering, seal),
    ...documentBlocks(rendering),
    ...peopleBlocks(rendering),
    ...fieldBlocks(rendering),
    ...wordBlocks(rendering, sealWords),
    ...eventBlocks(rendering),
    ...chainBlocks(rendering),
    ...consentBlocks(rendering),
  ];
  addPages(pdf, blocks, fonts, (page, pages) => [
    content.envelope.id,
    texts.footer(content.kind, page, pages),
  ]);
  const [place] = places;
  if (!place) throw new Error('the certificate does not speak of its seal');
  return place;
}

function headBlocks({ content, texts }: Rendering): Block[] {
  const title = { size: 12, ink: INK.text, width: CONTENT_WIDTH, after: 14 };
  return [
    ...(content.test ? [testBlock(texts.test)] : []),
    headingBlock(texts.heading[content.kind]),
    ...proseBlocks(content.envelope.title, title),
  ];
}

function envelopeBlocks({ content, texts, time }: Rendering, seal: SealMark): Block[] {
  const { kind, envelope, reason } = content;
  const { sender, createdAt, sentAt, endedAt, expiresAt, signingOrder } = envelope;
  const words = texts.envelope;
  const from = sender.email === null ? sender.name : `${sender.name} · ${sender.email}`;
  const at = (name: string, iso: string | null) => (iso === null ? [] : row(name, time(iso)));
  const way = [
    sectionBlock(texts.section.envelope),
    ...row(words.id, envelope.id, 'mono'),
    ...row(words.sender, from),
    ...at(words.created, createdAt),
    ...at(words.sent, sentAt),
    ...at(words.ended[kind], endedAt),
  ];
  const terms = [
    ...at(words.deadline, expiresAt),
    ...row(words.order, words.orders[signingOrder]),
    ...(content.test ? row(words.mode, words.testMode) : []),
    ...at(words.made, seal.at),
  ];
  // A reason may be long: it goes on over pages, and what is around it does not.
  return reason === null
    ? together([...way, ...terms])
    : [...together(way), ...row(words.reason, reason), ...together(terms)];
}

/** What the signatures and the seal are, and how that can be checked. */
function wordBlocks({ content, texts }: Rendering, sealWords: Block): Block[] {
  const prose = (text: string) => proseBlocks(text, { size: 8.5 });
  const completed = content.kind === 'completed';
  const ended = completed ? [] : [texts.noSignedDocument];
  return [
    ...together([
      sectionBlock(texts.section.meaning),
      ...[...ended, ...texts.meaning].flatMap(prose),
    ]),
    ...together([
      sectionBlock(texts.section.verification),
      ...texts.verification(content.verifyUrl, completed).flatMap(prose),
      sealWords,
    ]),
  ];
}
