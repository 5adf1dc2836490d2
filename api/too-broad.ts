import { both } from '../domain/values/text';
import { Problem } from './problem';

/** A list, a search or a file asks for more than can be looked through in time. */
export function tooBroad(cause?: unknown): Problem {
  return new Problem('TooBroad', {
    detail: both('符合条件的太多，未能按时查完。', 'There is too much to look through in time.'),
    wayOut: both(
      '请缩小范围：加上状态、单位、部门或起止时间，或多写几个词，再查询。',
      'Narrow it: add a status, a place, a department or a stretch of time, or further words, and ask again.',
    ),
    cause,
  });
}
