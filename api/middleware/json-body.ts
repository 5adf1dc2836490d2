import { isUtf8 } from 'node:buffer';
import type { RequestHandler } from 'express';
import { json } from 'express';
import { both } from '../../domain/values/text';
import { invalid } from '../invalid';
import { local } from '../local';
import { Problem } from '../problem';

/** Some thirty full text fields; a complaint with everything in it stays far below. */
export const MOST_BODY_BYTES = 512 * 1024;

/** No body that we take has more than seven levels; what recursion walks must not be as deep as somebody likes. */
const MOST_LEVELS = 32;

const parse: RequestHandler = json({
  ...{ limit: MOST_BODY_BYTES, strict: true, type: 'application/json' },
  // The parser would put U+FFFD for what is no UTF-8, and that would be kept as what somebody wrote.
  verify: (_request, _response, bytes, charset) => {
    if (charset === 'utf-8' && !isUtf8(bytes)) throw notUtf8();
  },
});

function notUtf8(): Error {
  return Object.assign(new Error('Not UTF-8'), { type: 'body.not.utf8' });
}

/** Parses a JSON body; whatever else has a body is refused. */
export const jsonBody: RequestHandler = (request, response, next) => {
  // `false`: it has a body, of another type. `null`: it has none. An empty one counts as none, whatever its type.
  if (request.is('application/json') === false && request.get('Content-Length') !== '0') {
    const types = ['application/json', ...(local(response).operation?.csvQuery === undefined ? [] : ['text/csv'])];
    next(
      new Problem('UnsupportedMediaType', {
        detail: both(`请求正文须为 ${types.join(' 或 ')}。`, `The request body must be ${types.join(' or ')}.`),
        headers: { Accept: types.join(', ') },
      }),
    );
    return;
  }
  parse(request, response, (error?: unknown) => {
    if (error === undefined && isDeeperThan(MOST_LEVELS, request.body)) {
      const message = both(
        `请求正文最多嵌套 ${MOST_LEVELS} 层。`,
        `The request body may be nested at most ${MOST_LEVELS} levels deep.`,
      );
      next(invalid([{ field: 'body', code: 'too_deep', message }]));
    } else next(error);
  });
};

/** Level by level, for recursion is what a deep value would break. */
function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((part) =>
      typeof part === 'object' && part !== null ? (Object.values(part) as unknown[]) : [],
    );
  }
  return false;
}
