import type { AuditFile } from './audit-file.ts';
import { hashesOf } from './check-audit.ts';
import type { FoundFile } from './look-at-files.ts';
import type { Manifest } from './manifest.ts';
import { fault, type Line, ok, plural } from './report.ts';
import { readSealReason } from './seal-reason.ts';

/** What a seal must not have been made before. */
const ACTS = new Set([
  'signer.signed',
  'signer.approved',
  'signer.declined',
  'signer.disowned',
  'envelope.completed',
  'envelope.declined',
  'envelope.expired',
  'envelope.voided',
]);

/**
 * Whether each seal names this envelope and an event of this trail: who changes the trail and
 * computes all hashes anew cannot change what was sealed.
 */
export function checkHeads(
  found: readonly FoundFile[],
  audit: AuditFile,
  { envelope_id }: Manifest,
): Line[] {
  const hashes = hashesOf(audit);
  const lines: Line[] = [];
  let covered = 0;
  for (const { path, seal } of found) {
    if (seal === null || typeof seal === 'string' || seal.faults.length > 0) continue;
    const named = readSealReason(seal.reason ?? '');
    if (named === null) {
      const message = 'Its seal does not name the audit trail.';
      lines.push(fault('audit', 'seal_names_no_head', message, path));
    } else if (named.envelopeId !== envelope_id) {
      const message = `Its seal names another envelope, ${named.envelopeId}.`;
      lines.push(fault('audit', 'seal_names_other_envelope', message, path));
    } else if (hashes.get(named.seq) !== named.hash) {
      const message = `Its seal names event ${named.seq} with a hash that the trail does not have: the trail is not the one that was sealed.`;
      lines.push(fault('audit', 'seal_head_unknown', message, path));
    } else {
      covered = Math.max(covered, named.seq);
      lines.push(...checkOrder(path, named.seq, audit));
    }
  }
  return covered === 0 ? lines : [...lines, afterSeal(audit, covered)];
}

function checkOrder(path: string, seq: number, { events }: AuditFile): Line[] {
  const later = events.filter((event) => event.seq > seq && ACTS.has(event.type));
  if (later.length === 0) {
    const message = `Its seal covers the trail up to event ${seq}.`;
    return [ok('audit', 'seal_head_found', message, path)];
  }
  const numbers = later.map((event) => `${event.seq} (${event.type})`).join(', ');
  const message = `Its seal names event ${seq} and does not cover what was done later: ${numbers}.`;
  return [fault('audit', 'seal_too_early', message, path)];
}

function afterSeal({ events }: AuditFile, covered: number): Line {
  const count = events.filter(({ seq }) => seq > covered).length;
  const message = `${plural(count, 'event')} came after the last seal; the manifest's signature covers them.`;
  return ok('audit', 'events_after_seal', message);
}
