import type { FieldResult, PlacementFault } from './types.ts';

const FAULTS: Record<PlacementFault, true> = {
  page_missing: true,
  off_page: true,
  anchor_not_found: true,
};

/** Places as a child tells them, if each is one: on a page, and wholly. */
export function readPlaced(value: unknown): FieldResult[] | null {
  if (!Array.isArray(value)) return null;
  const fields = value.flatMap((item) => readField(item) ?? []);
  return fields.length === value.length ? fields : null;
}

function readField(value: unknown): FieldResult | null {
  const { ok, reason, page, x, y, width, height }: Record<string, unknown> = { ...Object(value) };
  if (ok === false) return isFault(reason) ? { ok, reason } : null;
  if (ok !== true || !Number.isSafeInteger(page)) return null;
  if (!isShare(x) || !isShare(y) || !isShare(width) || !isShare(height)) return null;
  if (!fits(x, width) || !fits(y, height)) return null;
  return { ok, page: Number(page), x, y, width, height };
}

function isFault(value: unknown): value is PlacementFault {
  return typeof value === 'string' && Object.hasOwn(FAULTS, value);
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Sums of fractions are not exact. */
function fits(start: number, length: number): boolean {
  return length > 0 && start + length < 1 + 1e-9;
}
