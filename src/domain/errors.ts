import { TRPCError } from '@trpc/server';

/** One row of the error catalogue: the HTTP status and the sentence for people. */
type CatalogueEntry = { status: number; message: string };

/**
 * Every code the API answers with. This is the only table that joins a code to a status; REST and
 * tRPC both read it, so the two can't disagree.
 */
export const ERRORS = {
  NO_DOCUMENTS: { status: 400, message: 'No document IDs provided.' },
  NO_SIGNERS: { status: 400, message: 'No signers provided.' },
  VALIDATION_FAILED: { status: 400, message: 'The request is not valid; see details.' },
  IDEMPOTENCY_BATCH: {
    status: 400,
    message: 'Calls of a batch share no Idempotency-Key: send each in a request of its own.',
  },
  MALFORMED_JSON: { status: 400, message: 'The request body is not valid JSON.' },
  AUTH_REQUIRED: { status: 401, message: 'A credential is required: Authorization: Bearer <key>.' },
  AUTH_INVALID: { status: 401, message: 'The credential is unknown, expired or revoked.' },
  SESSION_REQUIRED: { status: 401, message: 'Open the signing link from your e-mail first.' },
  SESSION_EXPIRED: {
    status: 401,
    message: 'This signing session has ended. Open the link from your e-mail again.',
  },
  AUTH_INSUFFICIENT_SCOPE: { status: 403, message: 'The credential lacks a required scope.' },
  ORIGIN_REFUSED: { status: 403, message: 'This request came from another web site.' },
  ROUTE_NOT_FOUND: { status: 404, message: 'There is nothing at this address.' },
  CASE_NOT_FOUND: { status: 404, message: 'The case does not exist.' },
  DOCUMENT_NOT_FOUND: { status: 404, message: 'One or more documents do not exist.' },
  ENVELOPE_NOT_FOUND: { status: 404, message: 'The envelope does not exist.' },
  SIGNER_NOT_FOUND: { status: 404, message: 'The signer does not exist in this envelope.' },
  WEBHOOK_NOT_FOUND: { status: 404, message: 'The webhook does not exist.' },
  EVENT_NOT_FOUND: { status: 404, message: 'The event does not exist.' },
  LINK_INVALID: { status: 404, message: 'This signing link is not valid.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This address does not answer that method.' },
  ENVELOPE_STATE_CONFLICT: {
    status: 409,
    message: 'The status of the envelope does not allow this.',
  },
  EDIT_CONFLICT: { status: 409, message: 'Somebody changed this at the same moment. Try again.' },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    message: 'A request with this Idempotency-Key is still being worked on. Try again later.',
  },
  SIGNER_ALREADY_ACTED: { status: 409, message: 'This signer has already acted.' },
  NOT_YOUR_TURN: { status: 409, message: 'Others have to sign before this signer.' },
  SESSION_MISMATCH: {
    status: 409,
    message: 'Another signing link was opened in this browser. Open the right link again.',
  },
  CONSENT_OUTDATED: {
    status: 409,
    message: 'The consent text has changed. Read the current one and confirm again.',
  },
  REMINDER_TOO_SOON: {
    status: 409,
    message: 'Everybody who is waited for was asked within the last hour; see can_remind_at.',
  },
  REMINDER_LIMIT_REACHED: {
    status: 409,
    message: 'The envelope has had as many reminders by hand as there can be.',
  },
  SIGNER_DISOWNED: {
    status: 409,
    message:
      'Everybody who is waited for was reported to be somebody else. Confirm or correct them first.',
  },
  SEAL_PENDING: { status: 409, message: 'The signed document is still being prepared.' },
  WEBHOOK_DISABLED: { status: 409, message: 'The webhook is disabled. Enable it first.' },
  CASE_HAS_ENVELOPES: {
    status: 409,
    message: 'The case has envelopes that were sent; they are evidence and keep the case.',
  },
  LINK_EXPIRED: { status: 410, message: 'This signing link has expired.' },
  FILE_TOO_LARGE: { status: 413, message: 'The file is too large.' },
  BODY_TOO_LARGE: { status: 413, message: 'The request body is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'This content type is not accepted.' },
  RANGE_NOT_SATISFIABLE: { status: 416, message: 'The requested range is outside the file.' },
  DOCUMENT_NOT_SIGNABLE: { status: 422, message: 'A document cannot be signed; see details.' },
  FIELD_NOT_PLACEABLE: {
    status: 422,
    message: 'A field has no place on its page; see details.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    message: 'This Idempotency-Key belongs to another request.',
  },
  RATE_LIMIT_EXCEEDED: { status: 429, message: 'Too many requests.' },
  INTERNAL: { status: 500, message: 'Something went wrong on our side. Quote the request id.' },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** A fault in one member of the input: `path` as in `signers.0.email`. */
export type ErrorDetail = { path: string; message: string };

export type ErrorOptions = {
  /** Replaces the catalogue's sentence where a more exact one helps. */
  message?: string;
  /** Members added to the error body, e.g. `{ status: 'voided' }`. */
  extra?: Record<string, unknown>;
  details?: readonly ErrorDetail[] | readonly string[] | readonly Record<string, unknown>[];
  cause?: unknown;
};

// tRPC has a fixed set of codes; statuses it has none for (410, 416) travel in `data.httpStatus`.
const TRPC_CODE_BY_STATUS: Record<number, TRPCError['code']> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  416: 'BAD_REQUEST',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
};

/**
 * A refusal with a code of the catalogue. It extends TRPCError so that tRPC passes it through
 * untouched, natively and over REST.
 */
export class ApiError extends TRPCError {
  readonly errorCode: ErrorCode;
  readonly details: ErrorOptions['details'];
  readonly extra: Record<string, unknown>;

  constructor(errorCode: ErrorCode, options: ErrorOptions = {}) {
    const entry = ERRORS[errorCode];
    super({
      code: TRPC_CODE_BY_STATUS[entry.status] ?? 'INTERNAL_SERVER_ERROR',
      message: options.message ?? entry.message,
      cause: options.cause,
    });
    this.name = 'ApiError';
    this.errorCode = errorCode;
    this.details = options.details;
    this.extra = options.extra ?? {};
  }

  /** The HTTP status of the code. */
  get status(): number {
    return ERRORS[this.errorCode].status;
  }
}

/** VALIDATION_FAILED for one member. */
export function invalid(path: string, message: string): ApiError {
  return new ApiError('VALIDATION_FAILED', {
    message: `${path === '' ? 'The input' : path}: ${message}`,
    details: [{ path, message }],
  });
}
