import { type Request, type RequestHandler, type Response, Router } from 'express';
import { PAGE_HEADERS } from '../page-headers.ts';
import { readyPage, sendReadyPage } from '../send-page.ts';
import { type FramedPage, openFrame, type SiteOptions } from './frame.ts';
import { homePage } from './home-page.ts';
import { languageOf } from './language.ts';
import { notFoundPage } from './not-found-page.ts';
import { signaturePage } from './signature-page.ts';
import type { SiteLocale } from './texts/index.ts';

/**
 * The pages for whoever comes without a link: `/`, and `/electronic-signature`. They are written
 * here, without a script, in the language of `?lang=` or of the browser.
 *
 * @param options.inbox whether `/inbox` is there and shall be linked
 */
export function sitePages(options: SiteOptions & { inbox: boolean }): Router {
  const router = Router();
  const frame = openFrame(options, 'site.html');
  const serve = (make: (lang: SiteLocale) => FramedPage): RequestHandler => {
    return (req, res) => {
      res.vary('Accept-Language');
      sendReadyPage(req, res, readyPage(frame(make(languageOf(req)))));
    };
  };
  router.get(
    '/',
    serve((lang) => homePage(lang, options)),
  );
  router.get('/electronic-signature', serve(signaturePage));
  return router;
}

/** Answers a browser that asks for a page where there is none; programs are left to the next. */
export function missingPage(options: SiteOptions): RequestHandler {
  const frame = openFrame(options, 'site.html');
  return (req, res, next) => {
    if (!wantsPage(req)) return next();
    sendMissing(res, frame(notFoundPage(languageOf(req))));
  };
}

function wantsPage(req: Request): boolean {
  if (!['GET', 'HEAD'].includes(req.method) || /^\/api(?:\/|$)/.test(req.path)) return false;
  // Where nothing is preferred, as with `*/*`, the first of the list is the answer.
  return req.accepts(['json', 'html']) === 'html';
}

function sendMissing(res: Response, text: string): void {
  res.status(404).set(PAGE_HEADERS);
  res.vary('Accept, Accept-Language');
  res.set('Cache-Control', 'no-store').type('html').send(text);
}
