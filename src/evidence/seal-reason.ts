/** The envelope and the event of its audit trail that a sealed file is bound to. */
export type SealReason = { envelopeId: string; seq: number; hash: string };

const FORM = /^Envelope (env_[0-9A-Z]{26}); audit trail (\d{1,9}) ([0-9a-f]{64})$/;

/** What a seal gives as its reason (ISO 32000-2, table 255): readers show it, the seal covers it. */
export function sealReason({ envelopeId, seq, hash }: SealReason): string {
  return `Envelope ${envelopeId}; audit trail ${seq} ${hash}`;
}

/** The reason of a seal of ours; null where it is none. */
export function readSealReason(text: string): SealReason | null {
  const [, envelopeId, seq, hash] = FORM.exec(text) ?? [];
  if (envelopeId === undefined || seq === undefined || hash === undefined) return null;
  return { envelopeId, seq: Number(seq), hash };
}
