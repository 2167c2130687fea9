import type { RequestHandler } from 'express';
import type { ApiServices } from '../graph/request-context';

/** 200 while the database responds, otherwise 503. Reveals nothing else, because it requires no key. */
export function createHealthHandler({ directory }: Pick<ApiServices, 'directory'>): RequestHandler {
  return async (_request, response) => {
    try {
      // Any look-up will do; this one matches nothing.
      await directory.findOrganizationBySlug('');
      response.json({ status: 'ok' });
    } catch {
      response.status(503).json({ status: 'unavailable' });
    }
  };
}
