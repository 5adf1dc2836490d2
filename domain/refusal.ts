import type { Bilingual } from './text';
import { both } from './text';

/**
 * Why an action cannot be accepted. `status` is the HTTP status the API answers with; `code` is stable and is what
 * callers may branch on; `wayOut` says what the person can do instead.
 */
export interface Refusal {
  code: RefusalCode;
  status: 400 | 403 | 409 | 422;
  message: Bilingual;
  wayOut?: Bilingual;
  /** Fields of the message that are wrong, as zod paths and codes (its wording may change, so it is never kept). */
  fields?: { path: string; code: string }[];
  /** Seconds after which the same action may be tried again; only with `Busy`. */
  retryAfterSeconds?: number;
}

export type RefusalCode =
  | 'Malformed'
  | 'UnknownAction'
  | 'KeyReused'
  | 'NotRecorded'
  | 'Busy'
  | 'NoOpenTask'
  | 'TaskEnded'
  | 'AmbiguousTask'
  | 'WrongRole'
  | 'WrongDepartment'
  | 'NotTheAssignee'
  | 'ConflictOfInterest'
  | 'SamePersonTwice'
  | 'NotAllowedViaTemporal'
  | 'NotAllowedByPolicy'
  | 'EvidenceMissing'
  | 'NotOpenForReopening'
  | 'AlreadySo'
  | 'UnknownOption'
  | 'InThePast'
  | 'NotYet'
  | 'AnotherComplaint'
  | 'Closed';

/** A refusal of a message whose shape is wrong. */
export function malformed(fields: { path: string; code: string }[]): Refusal {
  return {
    code: 'Malformed',
    status: 400,
    message: both('消息格式有误。', 'The message is not of the expected form.'),
    wayOut: both('请按字段提示更正后重发。', 'Correct the fields named and send it again.'),
    fields,
  };
}

/** Shorthand for the refusals that depend on the state of the case. */
export function refuse(code: RefusalCode, status: Refusal['status'], message: Bilingual, wayOut?: Bilingual): Refusal {
  return { code, status, message, ...(wayOut ? { wayOut } : {}) };
}
