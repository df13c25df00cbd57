import type { Limits } from '../config.ts';
import { ApiError, type ErrorDetail } from './errors.ts';

/** @throws ApiError VALIDATION_FAILED naming each list that is longer than configured */
export function checkCounts(
  limits: Limits,
  input: {
    document_ids?: readonly unknown[];
    signers?: readonly unknown[];
    fields?: readonly { document_id: string }[];
  },
): void {
  const details: ErrorDetail[] = [];
  if ((input.document_ids?.length ?? 0) > limits.documents) {
    details.push({ path: 'document_ids', message: `must have at most ${limits.documents}` });
  }
  if ((input.signers?.length ?? 0) > limits.signers) {
    details.push({ path: 'signers', message: `must have at most ${limits.signers}` });
  }
  const perDocument = Map.groupBy(input.fields ?? [], ({ document_id }) => document_id);
  if ([...perDocument.values()].some(({ length }) => length > limits.fields)) {
    details.push({ path: 'fields', message: `must have at most ${limits.fields} a document` });
  }
  if (details.length > 0) throw new ApiError('VALIDATION_FAILED', { details });
}
