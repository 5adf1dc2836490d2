import { TableRefused } from '../domain/imports/tables/fault';
import { both } from '../domain/values/text';
import { DirectoryNotLoaded } from '../models/directory';
import { TooBroad } from '../models/limits';
import { storeFailureOf } from '../models/store-failure';
import { KeyDestroyed } from '../vault/key-store';
import { failureOf } from './case/engine';
import { invalid } from './invalid';
import { Problem } from './problem';
import { refusedTable } from './table-faults';
import { tooBroad } from './too-broad';
import { engineUnavailable, storeUnavailable } from './unavailable';

/** What was thrown, as a problem: our own as it is, the failures of what we stand on by their kind. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TableRefused) return refusedTable(error);
  return ofRequest(error) ?? ofStores(error) ?? ofEngine(error) ?? new Problem('Internal', { cause: error });
}

/** What Express finds wrong with a request before any of our code sees it. */
function ofRequest(error: unknown): Problem | undefined {
  if (error instanceof URIError || (error instanceof Error && error.message.startsWith('Failed to decode param')))
    return new Problem('Invalid', { detail: both('地址中的编码有误。', 'The address is not encoded correctly.') });
  return OF_BODY[typeOf(error) ?? '']?.() ?? (isOfBody(error) ? unreadable() : undefined);
}

const incomplete = (): Problem =>
  new Problem('Invalid', { detail: both('请求正文不完整。', 'The request body is incomplete.') });
const unreadable = (): Problem =>
  invalid([
    {
      field: 'body',
      code: 'unreadable',
      message: both(
        '无法解压或读取，内容已损坏，或与 Content-Encoding 不符。',
        'The body cannot be read. It is damaged, or does not match Content-Encoding.',
      ),
    },
  ]);
const unknownEncoding = (): Problem =>
  new Problem('UnsupportedMediaType', {
    detail: both(
      '请求正文的压缩方式须为 gzip、deflate 或 br。',
      'A compressed body must be encoded as gzip, deflate or br.',
    ),
    headers: { 'Accept-Encoding': 'gzip, deflate, br' },
  });
const notUtf8 = (): Problem =>
  new Problem('UnsupportedMediaType', {
    detail: both('请求正文须为 UTF-8 编码的 JSON。', 'The body must be JSON in UTF-8.'),
  });

/** By the types of body-parser's errors. */
const OF_BODY: Readonly<Record<string, () => Problem>> = {
  'entity.parse.failed': () => new Problem('MalformedJson'),
  'body.not.utf8': () =>
    new Problem('MalformedJson', { detail: both('请求正文不是有效的 UTF-8。', 'The body is not valid UTF-8.') }),
  'entity.too.large': () => new Problem('BodyTooLarge'),
  'encoding.unsupported': unknownEncoding,
  'charset.unsupported': notUtf8,
  'request.aborted': incomplete,
  'request.size.invalid': incomplete,
};

/** Whatever else body-parser has against a body: damaged compression has a code of zlib's and no type. */
function isOfBody(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 400;
}

function ofStores(error: unknown): Problem | undefined {
  if (error instanceof KeyDestroyed)
    return new Problem('Erased', {
      detail: both(
        '此投诉的个人信息已按要求删除，不能再写入文字。',
        'The personal data of this complaint was erased. No text can be added.',
      ),
    });
  if (error instanceof TooBroad) return tooBroad(error);
  if (error instanceof DirectoryNotLoaded || storeFailureOf(error) !== undefined) return storeUnavailable(error);
  return undefined;
}

function ofEngine(error: unknown): Problem | undefined {
  const { kind } = failureOf(error);
  return kind === 'late' || kind === 'unavailable' ? engineUnavailable(error) : undefined;
}

function typeOf(error: unknown): string | undefined {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  return typeof type === 'string' ? type : undefined;
}
