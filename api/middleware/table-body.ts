import type { RequestHandler } from 'express';
import { raw } from 'express';
import { decodeText } from '../../domain/imports/tables/encoding';
import { local } from '../local';
import { jsonBody, MOST_BODY_BYTES } from './json-body';

const TABLE = 'text/csv';
const read: RequestHandler = raw({ limit: MOST_BODY_BYTES, type: TABLE });

/**
 * Takes a table by itself where an operation takes one: its text becomes the body, and how it was encoded a note. Bytes
 * are read by `charset`, by a mark, or by what they can only be. Any other body is JSON.
 */
export const tableBody: RequestHandler = (request, response, next) => {
  if (request.is(TABLE) !== TABLE) {
    jsonBody(request, response, next);
    return;
  }
  read(request, response, (error?: unknown) => {
    if (error !== undefined) {
      next(error);
      return;
    }
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.get('Content-Type') ?? '')?.[1];
    try {
      const { text, ...decoded } = decodeText(request.body as Buffer, charset);
      request.body = text;
      local(response).table = decoded;
      next();
    } catch (refused) {
      next(refused);
    }
  });
};
