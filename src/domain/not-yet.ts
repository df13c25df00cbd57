/**
 * What a message asks for has a time of its own, and that is still to come: a clock was set back
 * after it was claimed. It is to be tried again then, or what it is for would never happen.
 */
export class NotYet extends Error {
  readonly waitMs: number;

  /** @param at ISO 8601 in UTC, by the same clock as `now` */
  constructor(at: string, now: Date) {
    super(`It is not to happen before ${at}`);
    this.name = 'NotYet';
    this.waitMs = Math.max(0, Date.parse(at) - now.getTime());
  }
}
