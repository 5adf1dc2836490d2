import type { Task } from '../case/state';
import type { Bilingual } from '../values/text';
import { both } from '../values/text';

/**
 * Why an action cannot be accepted. `status` is the HTTP status the API answers with; `code` is stable and is what
 * callers may branch on; `wayOut` says what the person can do instead.
 */
export interface Refusal {
  code: RefusalCode;
  status: 400 | 403 | 409 | 422 | 503;
  message: Bilingual;
  wayOut?: Bilingual;
  /** Fields of the message that are wrong, as zod paths and codes (its wording may change, so it is never kept). */
  fields?: { path: string; code: string }[];
  /** What the person named may not be given, so that the API, which knows the directory, can name those who may. */
  duty?: Pick<Task, 'id' | 'actions' | 'roles' | 'barred'> & Partial<Pick<Task, 'department'>>;
  /** Seconds after which the same action may be tried again, where it only has to wait. */
  retryAfterSeconds?: number;
}

export type RefusalCode =
  | 'Malformed'
  | 'UnknownAction'
  | 'KeyReused'
  | 'NotRecorded'
  | 'Busy'
  | 'ClockAhead'
  | 'NoOpenTask'
  | 'TaskEnded'
  | 'AmbiguousTask'
  | 'WrongRole'
  | 'WrongDepartment'
  | 'WrongPlace'
  | 'NotActive'
  | 'NotTheAssignee'
  | 'ConflictOfInterest'
  | 'SamePersonTwice'
  | 'NotAllowedViaTemporal'
  | 'NotAllowedByPolicy'
  | 'EvidenceMissing'
  | 'NotOpenForReopening'
  | 'AlreadySo'
  | 'UnknownOption'
  | 'OptionNotNamed'
  | 'OfferOver'
  | 'GivenBefore'
  | 'Merged'
  | 'MergeUnderWay'
  | 'MergeRefused'
  | 'InThePast'
  | 'NotYet'
  | 'FileFull'
  | 'AnotherComplaint'
  | 'Closed';

/** A refusal of a message whose shape is wrong. */
export function malformed(fields: { path: string; code: string }[]): Refusal {
  return {
    code: 'Malformed',
    status: 400,
    message: both('消息格式有误。', 'The message has an invalid format.'),
    wayOut: both('请按字段提示更正后重发。', 'Correct the fields listed and send the message again.'),
    fields,
  };
}

/** Shorthand for the refusals that depend on the state of the case. */
export function refuse(code: RefusalCode, status: Refusal['status'], message: Bilingual, wayOut?: Bilingual): Refusal {
  return { code, status, message, ...(wayOut ? { wayOut } : {}) };
}

/** Nothing of that name can be done to a file of this kind. */
export function unknownAction(name: string): Refusal {
  return refuse('UnknownAction', 400, both(`没有操作「${name}」。`, `There is no action "${name}".`));
}

/** The same key, but not the same request. */
export function keyReused(): Refusal {
  return refuse(
    'KeyReused',
    422,
    both('同一 key 已用于另一请求。', 'This key was already used for a different request.'),
    both('请换一个新的 key。', 'Use a new key.'),
  );
}

/** The case is in the middle of something: what is meant may be possible in a moment. */
export function busy(): Refusal {
  return {
    ...refuse(
      'Busy',
      409,
      both('系统正在处理上一步，请稍后再试。', 'The case is still processing an earlier step.'),
      both('一秒后重试。', 'Try again in a second.'),
    ),
    retryAfterSeconds: 1,
  };
}

/** Several open tasks could be meant. `field` is where the one that is meant is named. */
export function ambiguous(tasks: readonly { id: string }[], field: string): Refusal {
  const ids = tasks.map(({ id }) => id);
  return refuse(
    'AmbiguousTask',
    409,
    both('有多个待办适用此操作。', 'Several open tasks allow this action.'),
    both(`请在 ${field} 中指明：${ids.join('、')}`, `Name one in "${field}": ${ids.join(', ')}`),
  );
}

/** Nothing more goes into this history, and it can't be left yet. */
export function full(): Refusal {
  return {
    ...busy(),
    message: both(
      '本案待存的内容过多，须等存储恢复后再继续。',
      'The case has too much waiting to be stored. It accepts no more until the store catches up.',
    ),
    wayOut: both('一分钟后重试。', 'Try again in a minute.'),
    retryAfterSeconds: 60,
  };
}

/** The API that sent it goes by a clock that is fast: nothing may be due before its time. */
export function clockAhead(): Refusal {
  return {
    ...busy(),
    ...refuse(
      'ClockAhead',
      503,
      both('接口服务器的时钟偏快，未受理。', 'The API server’s clock is fast. The request was not accepted.'),
      both('请管理员校准时钟后重试。', 'Ask an administrator to correct the clock, then try again.'),
    ),
    retryAfterSeconds: 5,
  };
}
