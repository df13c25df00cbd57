import { type Block, CONTENT_WIDTH, drawParagraph, INK, MARGIN, paragraph } from '../canvas.ts';
import { COLUMN, inkBlock } from '../mark-block.ts';
import { type FactOptions, fact, sectionBlock, together } from '../page-blocks.ts';
import { tableBlocks } from '../table.ts';
import { utcTime } from '../times.ts';
import type { CertificateSigner } from './content.ts';
import { actingPeople, type Rendering, statusInk } from './rendering.ts';

const PLACE: FactOptions = { size: 8, after: 1.5 };

/** Signers and approvers, a card each; then those who only receive copies. */
export function peopleBlocks(rendering: Rendering): Block[] {
  const { content, texts } = rendering;
  const people = actingPeople(content);
  const copies = content.signers.filter(({ role }) => role === 'cc');
  const approvals = people.some(({ role }) => role === 'approver');
  const heading = approvals ? texts.section.signersAndApprovers : texts.section.signers;
  return [
    sectionBlock(`${heading} (${people.length})`),
    ...people.flatMap((person) => personCard(person, rendering)),
    ...(copies.length > 0 ? copyBlocks(copies, rendering) : []),
  ];
}

function copyBlocks(copies: CertificateSigner[], { texts }: Rendering): Block[] {
  const layout = [
    { title: texts.field.types.name ?? '', width: 200 },
    { title: texts.person.address, width: 190 },
    { title: '', width: CONTENT_WIDTH - 390 },
  ];
  const rows = copies.map(({ name, email }) => [
    [{ text: name, style: 'bold' as const }],
    [{ text: email }],
    [{ text: texts.person.copies, ink: INK.soft }],
  ]);
  return [sectionBlock(`${texts.section.copies} (${copies.length})`), ...tableBlocks(layout, rows)];
}

function personCard(signer: CertificateSigner, rendering: Rendering): Block[] {
  const facts = [
    ...timeFacts(signer, rendering),
    ...identityFacts(signer, rendering),
    ...traceFacts(signer, rendering),
  ];
  const end: Block = { height: 10, draw: () => undefined };
  return together([headBlock(signer, rendering), ...facts, end]);
}

/** Name, role, address and status on the left, the mark on the right. */
function headBlock(signer: CertificateSigner, rendering: Rendering): Block {
  const { texts } = rendering;
  const width = COLUMN;
  const role = `${texts.role[signer.role]} · ${signer.email}`;
  const left = [
    paragraph(signer.name, { style: 'bold', size: 10.5, width, ink: INK.text }),
    paragraph(role, { style: 'text', size: 8.5, width, ink: INK.soft }),
    paragraph(statusWords(signer, rendering), {
      style: 'bold',
      size: 8.5,
      width,
      ink: statusInk(signer),
    }),
  ];
  const mark = markOf(signer, rendering);
  const text = left.reduce((sum, { height }) => sum + height, 0);
  return {
    height: 10 + Math.max(text, mark?.height ?? 0) + 6,
    draw(canvas, top) {
      canvas.rule(MARGIN.x, top, CONTENT_WIDTH, 0.5, INK.faint);
      let y = top + 10;
      for (const part of left) {
        drawParagraph(canvas, part, MARGIN.x, y);
        y += part.height;
      }
      mark?.draw(canvas, top + 10);
    },
  };
}

function statusWords({ status, signature }: CertificateSigner, { texts }: Rendering): string {
  const word = texts.status[status];
  return signature === null ? word : `${word} · ${texts.person.signatures[signature.kind]}`;
}

/** The signature as it was made. */
function markOf(signer: CertificateSigner, { texts, pictures }: Rendering): Block | null {
  const { signature, name, actedAt } = signer;
  if (signature === null) return null;
  const caption = texts.person.caption(name, actedAt === null ? '' : utcTime(actedAt));
  const ink =
    signature.kind === 'typed'
      ? { text: signature.text, hand: signature.hand }
      : { imagePath: signature.signatureImagePath };
  return inkBlock(ink, caption, pictures);
}

function timeFacts(signer: CertificateSigner, { texts, time }: Rendering): Block[] {
  const { person } = texts;
  const { status, invitedAt, openedAt, actedAt } = signer;
  const done = status === 'signed' || status === 'approved' || status === 'declined';
  const when = (iso: string | null) => (iso === null ? person.notRecorded : time(iso));
  return [
    ...(invitedAt === null && !done ? [] : fact(person.invited, when(invitedAt), PLACE)),
    ...(openedAt === null && !done ? [] : fact(person.opened, when(openedAt), PLACE)),
    ...(done ? fact(person.acted[status], when(actedAt), PLACE) : []),
  ];
}

function identityFacts(signer: CertificateSigner, { texts, time }: Rendering): Block[] {
  const { person } = texts;
  const { identifiedBy, replaced, disowned, addressShared } = signer;
  const how = identifiedBy === null ? person.notIdentified : person.identifiedBy[identifiedBy];
  return [
    ...fact(person.identified, how, PLACE),
    ...(addressShared ? fact(person.address, person.addressShared, PLACE) : []),
    ...disowned.flatMap((at, index) =>
      fact(index === 0 ? person.disowned : '', person.disownedAt(time(at)), PLACE),
    ),
    ...replaced.flatMap(({ name, email, until }, index) =>
      fact(index === 0 ? person.before : '', person.until(name, email, time(until)), PLACE),
    ),
  ];
}

function traceFacts(signer: CertificateSigner, { texts }: Rendering): Block[] {
  const { person } = texts;
  const { consent, ip, userAgent } = signer;
  return [
    ...(consent ? fact(person.consent, person.consentVersion(consent.version), PLACE) : []),
    ...(ip === null ? [] : fact(person.ip, ip, PLACE)),
    ...(userAgent === null ? [] : fact(person.userAgent, userAgent, PLACE)),
  ];
}
