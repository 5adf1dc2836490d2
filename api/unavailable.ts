import type { Bilingual } from '../domain/values/text';
import { both } from '../domain/values/text';
import { storeFailureOf } from '../models/store-failure';
import type { StoreFailure } from '../models/store-failure';
import { Problem } from './problem';

/** The database, or the disk with keys and secrets, can't serve just now; the document says why. */
export function storeUnavailable(cause: unknown): Problem {
  const why = storeFailureOf(cause) ?? 'gone';
  const { detail, wayOut } = BECAUSE[why];
  return new Problem('StoreUnavailable', {
    detail,
    wayOut,
    // Nobody frees a disk within seconds.
    ...(why === 'full' || why === 'readOnly' ? { headers: { 'Retry-After': '30' } } : {}),
    more: { because: why },
    cause,
  });
}

const AGAIN = both(
  '请稍后重试；带同一幂等键重试，不会重复办理。',
  'Try again. With the same Idempotency-Key, nothing is done twice.',
);
const BECAUSE: Readonly<Record<StoreFailure, { detail: Bilingual; wayOut: Bilingual }>> = {
  gone: { detail: both('数据库暂不可用。', 'The database is temporarily unavailable.'), wayOut: AGAIN },
  slow: { detail: both('数据库未能按时答复。', 'The database did not answer in time.'), wayOut: AGAIN },
  full: {
    detail: both('磁盘已满，暂不能写入。', 'The disk is full. Nothing can be written at present.'),
    wayOut: both(
      '请运维人员清出磁盘空间后重试。查询不受影响。',
      'Ask the operator to free disk space, then try again. Reading still works.',
    ),
  },
  readOnly: {
    detail: both('数据库目前只读，暂不能写入。', 'The database is read-only. Nothing can be written at present.'),
    wayOut: both(
      '请运维人员恢复写入后重试。查询不受影响。',
      'Ask the operator to make the database writable, then try again. Reading still works.',
    ),
  },
};

/** Temporal can't be asked just now. */
export function engineUnavailable(cause: unknown): Problem {
  return new Problem('EngineUnavailable', {
    detail: both('流程引擎暂不可用。', 'The workflow engine is temporarily unavailable.'),
    wayOut: AGAIN,
    cause,
  });
}
