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
};

/** Reads a thrown error of the tRPC client. */
export function toFailure(error: unknown): Failure {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  return {
    code: member(data, 'code') ?? 'UNREACHABLE',
    status: member(data, 'status'),
    requestId: member(data, 'request_id'),
  };
}

function member(data: unknown, key: string): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const value: unknown = new Map<string, unknown>(Object.entries(data)).get(key);
  return typeof value === 'string' ? value : null;
}
