import type { AuditFile } from './audit-file.ts';
import { hashesOf } from './check-audit.ts';
import { AUDIT } from './manifest.ts';
import { fault, type Line, ok, warning } from './report.ts';
import type { Party, Tools, Trust } from './tools.ts';

/** How far the server's clock may be from an authority's before it is worth a word. */
const SKEW_MS = 5 * 60_000;

/** Whether the time stamps are over events of this trail, and whose they are. */
export async function checkStamps(
  audit: AuditFile,
  tools: Tools,
  { trusted }: Trust,
): Promise<{ lines: Line[]; authorities: Party[] }> {
  const hashes = hashesOf(audit);
  const lines: Line[] = [];
  const authorities: Party[] = [];
  for (const { seq, hash, token, at } of audit.stamps) {
    if (hashes.get(seq) !== hash) {
      const message = `A time stamp is over event ${seq} with a hash that the trail does not have.`;
      lines.push(fault('time', 'stamp_of_other_event', message, AUDIT));
      continue;
    }
    const digest = Buffer.from(hash, 'hex');
    const bytes = Buffer.from(token, 'base64');
    const verdict = await tools.verifyTimeStamp(bytes, digest, trusted);
    if (verdict.fault !== null || verdict.stamped === null || verdict.at !== at) {
      const reason = verdict.fault ?? `it says ${verdict.at}`;
      const message = `The time stamp over event ${seq} does not hold (${reason}).`;
      lines.push(fault('time', 'stamp_invalid', message, AUDIT));
      continue;
    }
    authorities.push(verdict.stamped);
    lines.push(...told(audit, seq, at));
  }
  return { lines, authorities };
}

function told({ events }: AuditFile, seq: number, at: string): Line[] {
  const message = `The trail up to event ${seq} existed at ${at}.`;
  const lines = [ok('time', 'trail_stamped', message, AUDIT)];
  const ahead = events.find(
    (event) => event.seq <= seq && Date.parse(event.at) > Date.parse(at) + SKEW_MS,
  );
  if (ahead) {
    const text = `Event ${ahead.seq} says ${ahead.at}, but existed at ${at}: the server's clock was ahead.`;
    lines.push(warning('time', 'clock_ahead', text, AUDIT));
  }
  return lines;
}
