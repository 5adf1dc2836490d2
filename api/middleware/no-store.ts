import type { RequestHandler } from 'express';

/** Answers hold what somebody may see at this moment; nothing between us and them keeps a copy. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};
