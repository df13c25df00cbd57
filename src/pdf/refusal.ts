import type { UnsignableReason } from './types.ts';

/** Thrown inside the child: this file cannot be signed, and why. Becomes a `refused` reply. */
export class Refusal extends Error {
  readonly reason: UnsignableReason;
  readonly pageCount: number | null;

  constructor(reason: UnsignableReason, detail: string, pageCount: number | null = null) {
    super(`${reason}: ${detail}`);
    this.name = 'Refusal';
    this.reason = reason;
    this.pageCount = pageCount;
  }
}

export function damaged(detail: string): Refusal {
  return new Refusal('damaged', detail);
}
