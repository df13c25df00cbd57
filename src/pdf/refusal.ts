import type { RefusalReason } from './types.ts';

/** Thrown inside the child: this file cannot be used, and why. Becomes a `refused` reply. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly pageCount: number | null;

  constructor(reason: RefusalReason, detail: string, pageCount: number | null = null) {
    super(`${reason}: ${detail}`);
    this.name = 'Refusal';
    this.reason = reason;
    this.pageCount = pageCount;
  }
}

export function damaged(detail: string): Refusal {
  return new Refusal('damaged', detail);
}
