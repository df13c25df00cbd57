import { readPlaced } from './read-placed.ts';
import type { Placeholder, RefusalReason, Reply } from './types.ts';
import { readVerdict } from './verify/read-verdict.ts';

const REASONS: Record<RefusalReason, true> = {
  encrypted: true,
  damaged: true,
  certified: true,
  too_many_pages: true,
  unsupported_type: true,
  already_signed: true,
  image_too_large: true,
  image_empty: true,
};

/** A child that ran a hostile file is not believed beyond the shape of its answer. */
export function readReply(line: string): Reply {
  const value = parseObject(line);
  const pageCount = typeof value.pageCount === 'number' ? value.pageCount : null;
  if (value.kind === 'done' && pageCount !== null) {
    const placeholder = readPlaceholder(value.placeholder);
    const carriesSignatures = value.carriesSignatures === true;
    return { kind: 'done', pageCount, placeholder, carriesSignatures };
  }
  if (value.kind === 'extended') {
    const fault = value.validationFailed;
    const validationFailed = fault === 'revoked' || fault === 'incomplete' ? fault : null;
    return { kind: 'extended', placeholder: readPlaceholder(value.placeholder), validationFailed };
  }
  if (value.kind === 'refused' && isReason(value.reason)) {
    return { kind: 'refused', reason: value.reason, pageCount };
  }
  const verdict = value.kind === 'verified' ? readVerdict(value.verdict) : null;
  if (verdict) return { kind: 'verified', verdict };
  const placed = value.kind === 'placed' ? readPlaced(value.fields) : null;
  if (placed) return { kind: 'placed', fields: placed };
  const { width, height } = value;
  if (value.kind === 'image' && isSize(width) && isSize(height)) {
    return { kind: 'image', width, height };
  }
  if (value.kind === 'failed') {
    const fault = value.fault === 'host' ? 'host' : 'file';
    return { kind: 'failed', fault, message: String(value.message).slice(0, 500) };
  }
  return { kind: 'failed', fault: 'file', message: 'the PDF child answered nonsense' };
}

/** Null for anything else: a seal then has no place to go to, and is not made. */
function readPlaceholder(value: unknown): Placeholder | null {
  if (typeof value !== 'object' || value === null) return null;
  const { offset, length, fileSize }: Record<string, unknown> = { ...value };
  if (!isSize(offset) || !isSize(length) || !isSize(fileSize)) return null;
  return length > 2 && offset + length < fileSize ? { offset, length, fileSize } : null;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isReason(value: unknown): value is RefusalReason {
  return typeof value === 'string' && Object.hasOwn(REASONS, value);
}

/** An empty object for anything that is not a JSON object: it then has no `kind`. */
function parseObject(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (error) {
    return { kind: 'failed', fault: 'file', message: `the PDF child answered nonsense: ${error}` };
  }
}
