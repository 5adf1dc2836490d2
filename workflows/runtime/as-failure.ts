import { ApplicationFailure } from '@temporalio/workflow';
import type { Refusal } from '../../domain/file/refusal';

/** A refusal as an update answers it: final, with everything that the caller is to be told. */
export function asFailure(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.create({
    type: refusal.code,
    message: refusal.message.en,
    nonRetryable: true,
    details: [refusal],
  });
}
