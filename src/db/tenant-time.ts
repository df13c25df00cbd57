/** A time of a tenant whose clock was moved. It is a Date of the tenant's, and knows the real one. */
export class MovedTime extends Date {
  readonly offsetMs: number;

  constructor(real: Date, offsetMs: number) {
    super(real.getTime() + offsetMs);
    this.offsetMs = offsetMs;
  }
}

/** How far a time is ahead of the real one, in milliseconds; 0 for every time that was not moved. */
export function aheadBy(time: Date): number {
  return time instanceof MovedTime ? time.offsetMs : 0;
}

/** The real time at a time of a tenant. */
export function realTime(time: Date): Date {
  return new Date(time.getTime() - aheadBy(time));
}
