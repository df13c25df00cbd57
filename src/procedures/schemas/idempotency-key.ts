import { ApiError, invalid } from '../../domain/errors.ts';

export const IDEMPOTENCY_KEY = { name: 'Idempotency-Key', pattern: '^[!-~]{1,255}$' } as const;

/**
 * Looks at an `Idempotency-Key` header.
 *
 * @param inBatch whether several calls came with it: one key cannot tell them apart
 * @throws ApiError VALIDATION_FAILED naming the header, IDEMPOTENCY_BATCH
 */
export function checkIdempotencyKey(key: string, inBatch: boolean): void {
  if (!new RegExp(IDEMPOTENCY_KEY.pattern).test(key)) {
    throw invalid(IDEMPOTENCY_KEY.name, 'must be 1 to 255 visible ASCII characters');
  }
  if (inBatch) throw new ApiError('IDEMPOTENCY_BATCH');
}
