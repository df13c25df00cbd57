import type { AuditHead } from './audit-chain.ts';

/** Which trail, up to which event, a seal covers. */
export type SealedTrail = AuditHead & { envelopeId: string };

const REASON = /^Envelope (\w{1,64}); audit trail ([1-9]\d{0,8}) ([0-9a-f]{64})$/;

/** The reason that a seal states: it ties the sealed file to the end of the audit trail. */
export function sealReason({ envelopeId, seq, hash }: SealedTrail): string {
  return `Envelope ${envelopeId}; audit trail ${seq} ${hash}`;
}

/** Reads what {@link sealReason} wrote; null for any other text. */
export function readSealReason(text: string): SealedTrail | null {
  const [, envelopeId, seq, hash] = REASON.exec(text) ?? [];
  if (envelopeId === undefined || hash === undefined) return null;
  return { envelopeId, seq: Number(seq), hash };
}
