import { type Block, CONTENT_WIDTH, INK, type Ink, MARGIN, paragraph } from '../canvas.ts';
import { type Cell, columns, type RowOptions } from '../columns.ts';
import { together } from '../page-blocks.ts';
import { utcTime } from '../times.ts';
import type { Certificate, CertificateSigner } from './content.ts';
import { actingPeople, hasActed, type Rendering, statusInk } from './rendering.ts';

const PADDING = 18;
const INNER_WIDTH = CONTENT_WIDTH - 2 * PADDING;
const BAR = 3;
/** People named here; the rest is said to be listed below. */
const PEOPLE = 12;
const OUTCOME_INK: Record<Certificate['kind'], Ink> = {
  completed: INK.done,
  declined: INK.alarm,
  expired: INK.soft,
  voided: INK.soft,
};

/** How it ended, who acted and when, at one look. */
export function summaryBlocks(rendering: Rendering): Block[] {
  const { content, texts } = rendering;
  const people = actingPeople(content);
  const more = people.length - PEOPLE;
  const ground: RowOptions['ground'] = (canvas, top, height) => {
    // Half a point further: no seam shows between the parts of the panel.
    canvas.fill(MARGIN.x, top, CONTENT_WIDTH, height + 0.5, INK.tint);
    canvas.fill(MARGIN.x, top, BAR, height + 0.5, OUTCOME_INK[content.kind]);
  };
  const line = (cells: Cell[], before = 0, after = 0) => columns(cells, { before, after, ground });
  return together([
    ...line([{ x: PADDING, parts: outcome(rendering) }], 14, 10),
    ...people.slice(0, PEOPLE).flatMap((person) => line(personCells(person, rendering), 3, 3)),
    ...(more > 0 ? line([{ x: PADDING, parts: [small(texts.summary.more(more))] }], 3, 3) : []),
    ...line([{ x: PADDING, parts: [] }], 0, 11),
  ]);
}

function outcome({ content, texts, time }: Rendering) {
  const { kind, envelope, documents } = content;
  const people = actingPeople(content);
  const done = people.filter(hasActed).length;
  const ink = OUTCOME_INK[kind] === INK.soft ? INK.text : OUTCOME_INK[kind];
  const width = INNER_WIDTH;
  return [
    paragraph(texts.summary.status[kind], { style: 'bold', size: 16, width, ink }),
    paragraph(time(envelope.endedAt), { style: 'text', size: 9.5, width, ink: INK.text }),
    ...(kind === 'completed' ? [] : [small(texts.summary.meaning[kind])]),
    small(texts.summary.counts(documents.length, done, people.length)),
  ];
}

function small(text: string) {
  return paragraph(text, { style: 'text', size: 8.5, width: INNER_WIDTH, ink: INK.soft });
}

function personCells(signer: CertificateSigner, { texts }: Rendering): Cell[] {
  const size = 9;
  const at = signer.actedAt === null ? '' : utcTime(signer.actedAt);
  const [name, status, time] = [
    { text: signer.name, style: 'bold' as const, ink: INK.text },
    { text: texts.status[signer.status], style: 'text' as const, ink: statusInk(signer) },
    { text: at, style: 'text' as const, ink: INK.text },
  ];
  return [
    { x: PADDING, parts: [paragraph(name.text, { ...name, size, width: 196 })] },
    { x: PADDING + 208, parts: [paragraph(status.text, { ...status, size, width: 110 })] },
    { x: PADDING + 326, parts: [paragraph(time.text, { ...time, size, width: 121 })] },
  ];
}
