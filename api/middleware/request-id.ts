import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { local } from '../local';

/** Every request gets an id of ours, which its answer and its log lines carry. One sent along is not taken over: it
 *  would be a text from outside in our logs. */
export const requestId: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  local(response).requestId = id;
  response.setHeader('X-Request-Id', id);
  next();
};
