import type { RequestHandler } from 'express';
import { raw } from 'express';
import { both } from '../../domain/values/text';
import { invalid } from '../invalid';
import { local } from '../local';
import { Problem } from '../problem';

/** Files held at once, so that many of them don't fill the memory. */
const MOST_AT_ONCE = 8;
let held = 0;
const waiting: (() => void)[] = [];

/**
 * Takes a body of any type as a file, up to so many bytes. What claims more is refused before it is read, and what has
 * more without saying so once it has.
 */
export function fileBody(most: number): RequestHandler {
  const read: RequestHandler = raw({ limit: most, type: () => true });
  return async (request, response, next) => {
    let name: string | undefined;
    try {
      const given = request.get('File-Name');
      name = given === undefined ? undefined : decodeURIComponent(given);
    } catch {
      next(invalid([NAME_NOT_ENCODED]));
      return;
    }
    if (held >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    if (response.closed) {
      // They went away while they waited: the place is the next one's.
      waiting.shift()?.();
      return;
    }
    held++;
    response.once('close', () => {
      held--;
      waiting.shift()?.();
    });
    read(request, response, (error?: unknown) => {
      if (isTooLarge(error)) {
        // Somebody who still sends hears of it only once the rest has been taken and thrown away.
        request.unpipe();
        request.resume();
        next(tooLarge(most));
      } else if (error !== undefined) next(error);
      else {
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        local(response).file = { content, name, claimed: request.get('Content-Type') };
        next();
      }
    });
  };
}

const NAME_NOT_ENCODED = {
  ...{ field: 'File-Name', code: 'invalid_format' },
  message: both('文件名须为百分号编码的 UTF-8。', 'The name must be UTF-8 in percent-encoding.'),
};

function tooLarge(most: number): Problem {
  const size = most >= 1024 * 1024 ? `${Math.floor(most / 1024 / 1024)} MiB` : `${Math.floor(most / 1024)} KiB`;
  const message = both(`单个文件不超过 ${size}。`, `A file may have at most ${size}.`);
  return new Problem('BodyTooLarge', {
    ...{ detail: message, errors: [{ field: 'body', code: 'too_big', message }] },
    wayOut: both('请压缩照片或分成几个文件后再上传。', 'Reduce the picture or split the file, then upload again.'),
  });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}
