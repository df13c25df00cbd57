import type { SealKey } from '../pdf/seal/seal-key.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WARNS_MS = 30 * DAY_MS;

/** How long the certificate that seals live documents still does. */
export type SealState =
  | {
      status: 'ok' | 'warning';
      days_left: number;
      reason?: 'ends_soon' | 'development_certificate';
    }
  | { status: 'fail'; reason: 'expired'; days_left: 0 };

/**
 * A warning is due when the certificate ends within 30 days, or was made for development and seals
 * in production.
 */
export function sealState(
  { notAfter, development }: Pick<SealKey, 'notAfter' | 'development'>,
  production: boolean,
  now: Date,
): SealState {
  const leftMs = notAfter.getTime() - now.getTime();
  if (leftMs < 0) return { status: 'fail', reason: 'expired', days_left: 0 };
  const days_left = Math.floor(leftMs / DAY_MS);
  if (leftMs <= WARNS_MS) return { status: 'warning', reason: 'ends_soon', days_left };
  if (production && development) {
    return { status: 'warning', reason: 'development_certificate', days_left };
  }
  return { status: 'ok', days_left };
}
