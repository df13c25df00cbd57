import { z } from 'zod';
import { type AuditEvent, GENESIS } from './audit-chain.ts';
import { toCanonical } from './canonical-json.ts';
import { hash, head } from './manifest.ts';

/** A time stamp over an event's hash, and so over all events up to it. */
export type AuditStamp = {
  seq: number;
  hash: string;
  /** RFC 3161 token (DER), base64. */
  token: string;
  /** When the authority says it was, ISO UTC. */
  at: string;
};

const object = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const event = z.strictObject({
  id: z.string(),
  envelope_id: z.string(),
  signer_id: z.string().nullable(),
  seq: z.int().min(1),
  at: z.iso.datetime(),
  type: z.string(),
  actor: object,
  data: object,
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  prev_hash: hash,
  hash,
});

const stamp = z.strictObject({
  seq: z.int().min(1),
  hash,
  token: z.base64(),
  at: z.iso.datetime(),
});

export const auditSchema = z.strictObject({
  version: z.literal(1),
  envelope: object,
  events: z.array(event),
  head,
  stamps: z.array(stamp).max(10_000),
});
export type AuditFile = z.infer<typeof auditSchema>;

/**
 * The bytes of audit.json.
 * @param trail.envelope as the API shows it, with its `id`
 * @param trail.events the whole trail, oldest first
 */
export function writeAuditFile(trail: {
  envelope: Record<string, unknown>;
  events: readonly AuditEvent[];
  stamps: readonly AuditStamp[];
}): Buffer {
  const { seq, hash } = trail.events.at(-1) ?? { seq: 0, hash: GENESIS };
  return Buffer.from(toCanonical({ version: 1, ...trail, head: { seq, hash } }));
}
