import { EventEmitter, once } from 'node:events';

/** What the harness sees of the server from outside; a kill may follow each. */
export const MOMENTS = [
  'a request was sent',
  'an answer came',
  'the last signature was confirmed',
  'an end was confirmed',
  'a mail is between DATA and its reply',
  'a mail was accepted',
  'a webhook waits for its answer',
  'a webhook was answered',
] as const;
export type Moment = (typeof MOMENTS)[number];

export type Moments = {
  happens(moment: Moment): void;
  /** Resolves when it happens next; false where it does not within the time. */
  next(moment: Moment, patienceMs: number): Promise<boolean>;
};

export function createMoments(): Moments {
  const emitter = new EventEmitter();
  return {
    happens: (moment) => void emitter.emit(moment),
    async next(moment, patienceMs) {
      const signal = AbortSignal.timeout(patienceMs);
      return once(emitter, moment, { signal }).then(
        () => true,
        () => false,
      );
    },
  };
}
