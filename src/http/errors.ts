import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { errorBody, toApiError } from '../procedures/error-shape.ts';

const OF_A_FILE = ['Content-Type', 'Content-Disposition', 'ETag', 'Accept-Ranges'];

/** Turns every error into the one error body; the only place where REST errors are written. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const apiError = toApiError(error);
    const requestId = String(res.locals.requestId);
    if (apiError.status >= 500) log.error({ err: error, request_id: requestId }, 'request failed');
    // An answer that has begun can't become another one.
    if (res.headersSent) return next(error);
    // A signer has no bearer credential to send: the link is theirs (RFC 9110, 11.6.1).
    if (apiError.errorCode.startsWith('AUTH_')) res.set('WWW-Authenticate', 'Bearer');
    // What was set for a file is not true of this body.
    for (const name of OF_A_FILE) res.removeHeader(name);
    res.set('Cache-Control', 'no-store');
    res.status(apiError.status).json(errorBody(apiError, requestId));
  };
}
