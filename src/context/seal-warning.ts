import type { Logger } from 'pino';
import type { SealState } from './seal-state.ts';

const LOOK_MS = 60_000;
const AGAIN_MS = 24 * 60 * 60 * 1000;

/**
 * Warns in the log of a certificate that ends soon, has ended, or should not seal in production: at
 * once and then every day, until the function it returns is called.
 */
export function warnOfSeal(
  ctx: { log: Logger; now(): Date; seal(): SealState },
  everyMs = LOOK_MS,
): () => void {
  let warnedAt = Number.NEGATIVE_INFINITY;
  function look(): void {
    const { status, ...seal } = ctx.seal();
    const now = ctx.now().getTime();
    if (status === 'ok' || now - warnedAt < AGAIN_MS) return;
    warnedAt = now;
    if (status === 'fail')
      ctx.log.error({ seal }, 'the seal certificate has ended: nothing is sealed');
    else ctx.log.warn({ seal }, 'the seal certificate needs attention');
  }
  look();
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}
