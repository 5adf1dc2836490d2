import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { isOutage } from '../activities/is-outage';
import { isAnswer, QUESTIONS } from '../domain/case/answers/answers';
import type { PureAnswers } from '../domain/activity-contract';

/** How often a scheduled question is tried before its case goes on without an answer: some quarter of a minute. */
const MOST_ATTEMPTS = 5;
/** Less than the case gives an attempt: then it is known that it hung, and not that its worker was killed. */
const HANGS_AFTER_MS = 8_000;

/**
 * What is no answer never gets into a history, where it would stand for good, and bring the next fresh one nearer. A pure
 * question that throws, or doesn't come to an end, won't do better for ever: after some attempts its case is told so, and
 * has a person decide. Where what it needs is only away, it waits for as long as that takes.
 * @param hangsAfterMs after so long an attempt counts as hanging
 */
export function questions(hangsAfterMs = HANGS_AFTER_MS): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        if (!isQuestion(info.activityType)) return next(input);
        if (info.isLocal) return answered(info.activityType, await next(input));
        const done = new AbortController();
        const hangs = sleep(hangsAfterMs, undefined, { ref: false, signal: done.signal }).then(
          () => Promise.reject(new Error('it hung')),
          () => undefined,
        );
        try {
          return answered(info.activityType, await Promise.race([next(input), hangs]));
        } catch (error) {
          if (isOutage(error) || info.attempt < MOST_ATTEMPTS) throw error;
          throw ApplicationFailure.nonRetryable(error instanceof Error ? error.message : String(error), 'NoAnswer');
        } finally {
          done.abort();
        }
      },
    },
  });
}

function isQuestion(name: string): name is keyof PureAnswers {
  return QUESTIONS.includes(name);
}

function answered(question: keyof PureAnswers, answer: unknown): unknown {
  if (!isAnswer(question, answer)) throw new TypeError('the answer is none');
  return answer;
}
