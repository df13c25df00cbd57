import { TRPCClientError } from '@trpc/client';

/**
 * Why a call failed: a code of the catalogue in domain/errors.ts, or UNREACHABLE where no answer
 * of ours came, so that nobody knows whether the call took effect.
 */
export type Failure = {
  code: string;
  /** The envelope's status, where it is the reason. */
  status: string | null;
  requestId: string | null;
  /** Which members of the input were refused, as in `fields.0.value`. */
  paths: readonly string[];
};

/** Reads a thrown error of the tRPC client. */
export function toFailure(error: unknown): Failure {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  return {
    code: member(data, 'code') ?? 'UNREACHABLE',
    status: member(data, 'status'),
    requestId: member(data, 'request_id'),
    paths: pathsOf(data),
  };
}

function pathsOf(data: unknown): string[] {
  const details = memberOf(data, 'details');
  if (!Array.isArray(details)) return [];
  return details.map((detail) => member(detail, 'path')).filter((path) => path !== null);
}

function member(data: unknown, key: string): string | null {
  const value = memberOf(data, key);
  return typeof value === 'string' ? value : null;
}

function memberOf(data: unknown, key: string): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  return new Map<string, unknown>(Object.entries(data)).get(key);
}
