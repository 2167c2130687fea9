import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { START_PAGE, START_PAGE_STYLE } from './start-page';

/** For responses that are data: nothing in them may be loaded, executed or framed. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** The start page has one style of its own, allowed by its hash, and nothing else. */
const PAGE_POLICY = `${DATA_POLICY}; style-src 'sha256-${createHash('sha256').update(START_PAGE_STYLE).digest('base64')}'`;

/** Headers that every response needs, set before anything can respond. */
export const setSecurityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'x-content-type-options': 'nosniff',
    'content-security-policy': DATA_POLICY,
    'referrer-policy': 'no-referrer',
  });
  next();
};

/**
 * GET /graphql: a page for a browser, which requests HTML by name. Any other client receives JSON that says how to send
 * an operation.
 */
export const showStartPage: RequestHandler = (request, response, next) => {
  response.vary('accept');
  if (!/\btext\/html\b/i.test(request.headers.accept ?? '')) {
    next();
    return;
  }
  response.set('content-security-policy', PAGE_POLICY).type('html').send(START_PAGE);
};
