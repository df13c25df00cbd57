import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { LostRace } from '../db/transaction.ts';
import { ApiError, type ErrorCode, type ErrorDetail } from '../domain/errors.ts';

/** The body of every error over REST. */
export type ErrorBody = {
  error: { code: ErrorCode; message: string; request_id: string; details?: unknown };
};

// What tRPC itself refuses, in the words of our catalogue.
const BY_TRPC_CODE: Partial<Record<TRPCError['code'], ErrorCode>> = {
  PARSE_ERROR: 'MALFORMED_JSON',
  BAD_REQUEST: 'VALIDATION_FAILED',
  NOT_FOUND: 'ROUTE_NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'METHOD_NOT_ALLOWED',
  PAYLOAD_TOO_LARGE: 'BODY_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
};

/** Any error as one of the catalogue. What is not foreseen becomes INTERNAL and says nothing. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  if (cause instanceof ApiError) return cause;
  if (cause instanceof LostRace) return new ApiError('EDIT_CONFLICT');
  // The router's, of a path that is no UTF-8: nothing can be at such an address.
  if (cause instanceof URIError) return new ApiError('ROUTE_NOT_FOUND');
  const code = error instanceof TRPCError ? BY_TRPC_CODE[error.code] : undefined;
  if (code === 'VALIDATION_FAILED' && cause instanceof z.ZodError) return fromZod(cause);
  if (code === 'VALIDATION_FAILED' && cause instanceof SyntaxError) {
    return new ApiError('MALFORMED_JSON');
  }
  return code ? new ApiError(code) : new ApiError('INTERNAL', { cause: error });
}

/** The error as tRPC clients find it in `data`. */
export function trpcErrorData(error: ApiError, requestId: string | undefined) {
  return {
    code: error.errorCode,
    httpStatus: error.status,
    request_id: requestId ?? '',
    ...(error.details ? { details: error.details } : {}),
    ...error.extra,
  };
}

/** The error as REST clients find it in the body. */
export function errorBody(error: ApiError, requestId: string): ErrorBody {
  return {
    error: {
      code: error.errorCode,
      message: error.message,
      request_id: requestId,
      ...(error.details ? { details: error.details } : {}),
      ...error.extra,
    },
  };
}

// Of several faults the documented ones come first: NO_DOCUMENTS, then NO_SIGNERS.
function fromZod(error: z.ZodError): ApiError {
  for (const code of ['NO_DOCUMENTS', 'NO_SIGNERS'] as const) {
    if (error.issues.some(({ message }) => message === code)) return new ApiError(code);
  }
  const details = error.issues.flatMap(detailsOf);
  const [first] = details;
  const message = first ? `${first.path || 'The input'}: ${first.message}` : undefined;
  return new ApiError('VALIDATION_FAILED', { message, details });
}

function detailsOf(issue: z.core.$ZodIssue): ErrorDetail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: 'is not a known member',
    }));
  }
  return [{ path: issue.path.join('.'), message: issue.message }];
}
