import { type AuditHead, verifyChain } from './audit-chain.ts';
import type { AuditFile } from './audit-file.ts';
import { AUDIT, type Manifest } from './manifest.ts';
import { fault, type Line, ok, plural } from './report.ts';

const CHAIN_FAULTS = {
  number: 'is not numbered after the one before it: events are missing, added or out of order',
  link: 'is not chained to the event before it',
  hash: 'is not the one that its hash was made of',
  envelope: 'belongs to another envelope',
};

/** Whether the trail is whole, and that of the manifest. */
export function checkAudit({ events, envelope, head }: AuditFile, manifest: Manifest): Line[] {
  const chain = verifyChain(events);
  const lines: Line[] = chain.faults.map(({ seq, fault: kind }) =>
    fault('audit', `chain_${kind}`, `Event ${seq} ${CHAIN_FAULTS[kind]}.`, AUDIT),
  );
  if (!sameHead(head, chain.head) || !sameHead(manifest.audit, chain.head)) {
    const message = `The trail ends with event ${chain.head.seq}, not with the one that ${AUDIT} or the manifest names.`;
    lines.push(fault('audit', 'head_differs', message, AUDIT));
  }
  const ids = [events[0]?.envelope_id, envelope.id];
  if (ids.some((id) => id !== manifest.envelope_id)) {
    const message = `The trail is not that of the envelope ${manifest.envelope_id}.`;
    lines.push(fault('audit', 'envelope_differs', message, AUDIT));
  }
  if (!events.some(({ type }) => type === `envelope.${manifest.status}`)) {
    const message = `The trail does not say that the envelope was ${manifest.status}.`;
    lines.push(fault('audit', 'status_differs', message, AUDIT));
  }
  if (lines.length === 0) lines.push(ok('audit', 'chain_intact', intact(chain.head)));
  if (chain.backwards.length > 0) {
    const message = `The clock was set back before event ${chain.backwards.join(', ')}.`;
    lines.push(ok('audit', 'clock_set_back', message, AUDIT));
  }
  return lines;
}

function intact({ seq, hash }: AuditHead): string {
  return `${plural(seq, 'event')}, each chained to the one before; the last has the hash ${hash}.`;
}

function sameHead(a: AuditHead, b: AuditHead): boolean {
  return a.seq === b.seq && a.hash === b.hash;
}

/** The hashes of a trail by the numbers of its events. */
export function hashesOf({ events }: AuditFile): ReadonlyMap<number, string> {
  return new Map(events.map(({ seq, hash }) => [seq, hash]));
}
