import type { NextFunction, Request, Response } from 'express';

const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// The mail as its reader's client shows it: inline styles, no script, nothing fetched. `sandbox`
// holds even where the address is opened on its own; a link leaves the sandbox in a new window.
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** The socket says who asks; the Host header must say the same, or a foreign page reads us by DNS rebinding. */
export function onThisMachineOnly(req: Request, res: Response, next: NextFunction): void {
  const address = req.socket.remoteAddress ?? '';
  const local = address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
  const named = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(req.headers.host ?? '');
  // A proxy on this machine is local itself, but forwards for somebody who is not.
  const forwarded = req.headers.forwarded ?? req.headers['x-forwarded-for'];
  if (local && named && forwarded === undefined) next();
  else notFound(res);
}

/** Nothing of the inbox is kept, framed by others or told to them. */
export function privately(_req: Request, res: Response, next: NextFunction): void {
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': pagePolicy,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
  });
  next();
}

/** Sends the HTML part of a mail, which anybody may have written, so that it can do nothing. */
export function sendSandboxed(res: Response, markup: string): void {
  res.set('Content-Security-Policy', mailPolicy).type('html').send(markup);
}

/** 404, without a word about what is here for others. */
export function notFound(res: Response): void {
  res.status(404).type('text').send('Not found\n');
}
