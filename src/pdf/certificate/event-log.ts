import { type Block, CONTENT_WIDTH, INK } from '../canvas.ts';
import { proseBlocks, row, sectionBlock, together } from '../page-blocks.ts';
import { type CellText, tableBlocks } from '../table.ts';
import { localTime, utcTime } from '../times.ts';
import {
  AUDIT_TYPES,
  type CertificateActor,
  type CertificateEvent,
  type KnownAuditType,
} from './content.ts';
import type { Rendering } from './rendering.ts';
import type { CertificateTexts } from './texts.ts';

/** The audit trail and what its last hash is. */
export function eventBlocks(rendering: Rendering): Block[] {
  const { content, texts } = rendering;
  // Addresses are in the sender's copy alone: without them the other columns get their room.
  const withIp = content.audience === 'sender';
  const rest = CONTENT_WIDTH - 26 - 112 - (withIp ? 92 : 0);
  const layout = [
    { title: texts.event.number, width: 26 },
    { title: texts.event.time, width: 112 },
    { title: texts.event.what, width: rest * 0.46 },
    { title: texts.event.who, width: rest * 0.54 },
    ...(withIp ? [{ title: texts.event.ip, width: 92 }] : []),
  ];
  const rows = content.events.map((event) => cells(event, rendering, withIp));
  return [
    sectionBlock(`${texts.section.events} (${content.events.length})`),
    ...tableBlocks(layout, rows),
  ];
}

function cells(event: CertificateEvent, { content, texts }: Rendering, withIp: boolean) {
  const { locale, timeZone } = content;
  const local = localTime(event.at, locale, timeZone);
  const soft = (text: string | null): CellText[] =>
    text === null ? [] : [{ text, size: 6.75, ink: INK.soft }];
  const { who, account } = actorWords(event.actor, texts);
  return [
    [{ text: String(event.seq), ink: INK.soft }],
    [{ text: utcTime(event.at) }, ...soft(local)],
    [{ text: eventWords(event.type, texts) }, ...soft(event.about)],
    [{ text: who }, ...soft(account)],
    ...(withIp ? [[{ text: event.ip ?? '' }]] : []),
  ];
}

function eventWords(type: string, { event }: CertificateTexts): string {
  return isKnown(type) ? event.types[type] : type;
}

function isKnown(type: string): type is KnownAuditType {
  return AUDIT_TYPES.some((known) => known === type);
}

function actorWords(actor: CertificateActor, { event }: CertificateTexts) {
  if (actor.type === 'signer') return { who: actor.name, account: null };
  const who = event.actor[actor.type];
  if (actor.type === 'api_key') return { who, account: actor.id };
  return { who, account: actor.type === 'jwt' ? actor.subject : null };
}

/** The end of the audit trail: what the whole of it can be checked against. */
export function chainBlocks({ content, texts }: Rendering): Block[] {
  const { seq, hash } = content.auditHead;
  const note = { size: 8, ink: INK.soft };
  return together([
    sectionBlock(texts.section.chain),
    ...row(texts.chain.last, String(seq)),
    ...row(texts.chain.hash, hash, 'mono'),
    ...proseBlocks(texts.chain.how, note),
    ...(content.audience === 'parties' ? proseBlocks(texts.chain.partial, note) : []),
  ]);
}
