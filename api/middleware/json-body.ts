import type { RequestHandler } from 'express';
import { json } from 'express';
import { both } from '../../domain/text';
import { Problem } from '../problem';

/** Some thirty full text fields; a complaint with everything in it stays far below. */
const LIMIT = '512kb';

const parse: RequestHandler = json({ limit: LIMIT, strict: true, type: 'application/json' });

/** Parses a JSON body; whatever else has a body is refused. */
export const jsonBody: RequestHandler = (request, response, next) => {
  // `false`: it has a body, of another type. `null`: it has none. An empty one counts as none, whatever its type.
  if (request.is('application/json') === false && request.get('Content-Length') !== '0') {
    next(
      new Problem('UnsupportedMediaType', {
        detail: both('请求正文须为 application/json。', 'The body must be application/json.'),
        headers: { Accept: 'application/json' },
      }),
    );
    return;
  }
  parse(request, response, next);
};
