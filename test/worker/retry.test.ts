import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MailRefused } from '../../src/email/mailer.ts';
import { retryDelay } from '../../src/worker/retry.ts';

const HOUR = 60 * 60 * 1000;
const refused = (permanent: boolean) =>
  new MailRefused({ permanent, responseCode: permanent ? 550 : 451, response: 'no' });

describe('when a failed message is tried again', () => {
  it.each([
    [1, 0, 1_000],
    [1, 1, 2_000],
    [1, 0.5, 1_500],
    [2, 1, 4_000],
    [3, 1, 8_000],
    [5, 0, 16_000],
    [11, 1, 2_048_000],
    [12, 1, HOUR],
    [12, 0, HOUR / 2],
    [1_000_000, 1, HOUR],
  ])('attempt %i with chance %d waits %i ms', (attempts, random, delay) => {
    const failed = { type: 'document.finish', attempts, ageMs: 0, error: new Error() } as const;
    expect(retryDelay(failed, random)).toBe(delay);
    expect(retryDelay({ ...failed, type: 'mail.invitation', error: refused(false) }, random)).toBe(
      delay,
    );
  });

  it.each([
    ['mail.invitation', refused(true), 0, true],
    ['mail.completed', refused(true), 0, true],
    ['mail.ended', refused(false), 48 * HOUR, false],
    ['mail.ended', refused(false), 48 * HOUR + 1, true],
    ['mail.completed', new Error('a bug'), 48 * HOUR + 1, true],
    ['document.finish', new Error('a bug'), 1000 * HOUR, false],
    ['envelope.expire', new Error('a bug'), 1000 * HOUR, false],
    ['file.purge', new Error('a bug'), 1000 * HOUR, false],
  ] as const)(
    '%s failing with %s at the age of %i ms is given up: %s',
    (type, error, ageMs, up) => {
      const delay = retryDelay({ type, attempts: 40, ageMs, error }, 0.5);
      expect(delay === null).toBe(up);
    },
  );

  it('is never before a second, never after an hour, and never sooner than before', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), chance, (attempts, random) => {
        const failed = { type: 'file.purge', attempts, ageMs: 0, error: null } as const;
        const delay = retryDelay(failed, random) ?? Number.NaN;
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThanOrEqual(HOUR);
        expect(Number.isInteger(delay)).toBe(true);
        const next = retryDelay({ ...failed, attempts: attempts + 1 }, random) ?? Number.NaN;
        expect(next).toBeGreaterThanOrEqual(delay);
      }),
    );
  });
});
