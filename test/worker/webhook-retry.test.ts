import { describe, expect, it } from 'vitest';
import { webhookRetryDelay } from '../../src/worker/webhook-retry.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

function delayOf(attempts: number, answer: { status?: number; after?: number } = {}, random = 0) {
  const { status = 500, after = null } = answer;
  const outcome = { status, fault: null, durationMs: 1, retryAfterMs: after };
  return webhookRetryDelay({ attempts, outcome }, random);
}

describe('a webhook that failed', () => {
  it('is sent again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, and then no more', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => delayOf(attempts));
    expect(waits).toEqual([
      5 * SECOND,
      300 * SECOND,
      1_800 * SECOND,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      10 * HOUR,
    ]);
    expect(delayOf(8)).toBeNull();
    expect(delayOf(9)).toBeNull();
  });

  it('is sent up to a tenth later', () => {
    expect(delayOf(4, {}, 1)).toBe(132 * 60 * SECOND);
    expect(delayOf(4, {}, 0.5)).toBe(126 * 60 * SECOND);
  });

  it('is not sent again after 410', () => {
    expect(delayOf(1, { status: 410 })).toBeNull();
  });

  it('waits as long as it is asked to, a day at most, and never less than the schedule', () => {
    expect(delayOf(1, { status: 429, after: 60 * SECOND })).toBe(60 * SECOND);
    expect(delayOf(1, { status: 503, after: 1 })).toBe(5 * SECOND);
    expect(delayOf(1, { status: 503, after: 1_000 * HOUR })).toBe(24 * HOUR);
    expect(delayOf(8, { status: 429, after: 60 * SECOND })).toBeNull();
  });
});
