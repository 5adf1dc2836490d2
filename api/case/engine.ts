import type { Client } from '@temporalio/client';
import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import type { Refusal } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import { Problem, refused } from '../problem';
import { asProblemCode } from '../problem-types';
import { engineUnavailable } from '../unavailable';

/** The status codes of gRPC that matter here; its specification fixes their numbers. */
const CODE = {
  ...{ CANCELLED: 1, UNKNOWN: 2, DEADLINE_EXCEEDED: 4, NOT_FOUND: 5, PERMISSION_DENIED: 7, RESOURCE_EXHAUSTED: 8 },
  ...{ FAILED_PRECONDITION: 9, ABORTED: 10, INTERNAL: 13, UNAVAILABLE: 14, DATA_LOSS: 15, UNAUTHENTICATED: 16 },
} as const;
/**
 * A workflow that isn't there has an error of its own; what else isn't found is the namespace. FAILED_PRECONDITION is the
 * server's word for a case whose workflow task is being repeated: by a busy worker, or by one whose code doesn't fit.
 */
const UNAVAILABLE: readonly number[] = [
  ...[
    CODE.UNAVAILABLE,
    CODE.RESOURCE_EXHAUSTED,
    CODE.FAILED_PRECONDITION,
    CODE.ABORTED,
    CODE.UNKNOWN,
    CODE.INTERNAL,
    CODE.DATA_LOSS,
  ],
  ...[CODE.NOT_FOUND, CODE.PERMISSION_DENIED, CODE.UNAUTHENTICATED],
];

/** Asks Temporal, and gives up after a time: for the caller, not for the case. */
export async function askWithin<T>(temporal: Client, ms: number, ask: () => Promise<T>): Promise<T> {
  return temporal.connection.withDeadline(Date.now() + ms, ask);
}

/** Why a case didn't give the answer asked for. */
export type CaseFailure =
  /** There is no open workflow of this number: the complaint is closed, or there is none. */
  | { kind: 'notOpen' }
  | { kind: 'refused'; refusal: Refusal }
  /** No answer in time; what was sent may still be taken. */
  | { kind: 'late' }
  | { kind: 'unavailable' }
  | { kind: 'other' };

const refusalSchema = z.looseObject({
  code: z.string(),
  status: z.union([z.literal(400), z.literal(403), z.literal(409), z.literal(422), z.literal(503)]),
  message: z.object({ zh: z.string(), en: z.string() }),
});

/** Tells the failures of a call to Temporal apart. */
export function failureOf(error: unknown): CaseFailure {
  if (error instanceof WorkflowNotFoundError) return { kind: 'notOpen' };
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'late' };
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return ofUpdate(error.cause);
  const code = grpcCodeOf(error);
  if (code === CODE.DEADLINE_EXCEEDED || code === CODE.CANCELLED) return { kind: 'late' };
  if (code !== undefined && UNAVAILABLE.includes(code)) return { kind: 'unavailable' };
  return { kind: 'other' };
}

function ofUpdate(failure: ApplicationFailure): CaseFailure {
  const refusal = refusalSchema.safeParse(failure.details?.[0]);
  // Our own refusals only: the case checked it before it sent it, and its code is one that callers know.
  if (refusal.success && asProblemCode(refusal.data.code) !== undefined)
    return { kind: 'refused', refusal: refusal.data as unknown as Refusal };
  // The server's word for an update that was taken by a case which ended before it could answer.
  return failure.type === 'AcceptedUpdateCompletedWorkflow' ? { kind: 'notOpen' } : { kind: 'other' };
}

function grpcCodeOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (isGrpcServiceError(cause)) return cause.code;
  return undefined;
}

/**
 * A failure as the problem it is for the caller of an action.
 * @param key under which the caller may safely repeat it
 */
export function problemOf(failure: CaseFailure, error: unknown, key: string): unknown {
  switch (failure.kind) {
    case 'refused':
      return refused(failure.refusal);
    case 'late':
      return new Problem('AnswerLate', {
        detail: both(
          '已送出但未能按时得到结果，操作可能仍会生效。用同一幂等键重试是安全的。',
          'The request was sent, but no answer came in time. It may still take effect. Retrying with the same key is safe.',
        ),
        headers: { 'Idempotency-Key': key },
        more: { idempotencyKey: key },
        cause: error,
      });
    case 'unavailable':
      return engineUnavailable(error);
    case 'notOpen':
    case 'other':
      return error;
  }
}
