import { both } from '../domain/text';
import { Problem } from './problem';

const AGAIN = { 'Retry-After': '5' };

/** The database can't be asked just now. */
export function storeUnavailable(cause: unknown): Problem {
  return new Problem('StoreUnavailable', {
    detail: both(
      '数据库暂不可用，请稍后重试；没有登记任何内容。',
      'The database is not available just now. Nothing was accepted; try again.',
    ),
    headers: AGAIN,
    cause,
  });
}

/** Temporal can't be asked just now. */
export function engineUnavailable(cause: unknown): Problem {
  return new Problem('EngineUnavailable', {
    detail: both(
      '流程引擎暂不可用，请稍后用同一幂等键重试。',
      'The workflow engine is not available just now. Try again with the same key.',
    ),
    headers: AGAIN,
    cause,
  });
}
