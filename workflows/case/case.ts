import {
  ActivityFailure,
  proxyActivities,
  proxyLocalActivities,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import { isAnswer } from '../../domain/case/answers/answers';
import { emptyCase } from '../../domain/case/state';
import type { CaseState, Effect } from '../../domain/case/state';
import type { NewCaseEvent } from '../../domain/defined-events';
import type { Envelope } from '../../domain/file/envelope';
import { evolve } from '../../domain/case/evolve';
import { isInstant } from '../../domain/time/instant';
import { factsOf } from '../../domain/case/known-facts';
import type { CompiledPolicy, Track } from '../../domain/policy/compiled';
import type { Refusal } from '../../domain/file/refusal';
import type { EffectOutcome, Effects, PureAnswers } from '../../domain/activity-contract';
import { isOutcome } from '../../domain/activity-contract';
import { failureType, isOfActivity, orElse, QuestionFailed, reasonOf } from '../runtime/activity-failed';
import type { AnswerOf, Question } from '../runtime/durable-file';
import { DurableFile } from '../runtime/durable-file';
import type { RunSize } from '../runtime/run-size';
import type { Resumed } from '../messages';
import { CatchingUp } from './catching-up';

/**
 * Pure answers are local activities, one at a time per case: they come within the workflow task that asks, and stand in
 * the history. What has no answer at once is asked of a scheduled activity, which may wait for days without filling the
 * history or holding up anybody's update (docs/decisions/0003).
 */
const local = proxyLocalActivities<PureAnswers>({ startToCloseTimeout: '2s', retry: { maximumAttempts: 1 } });
const scheduled = proxyActivities<PureAnswers>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
/** Effects are tried until they end one way or the other; retries of an activity add nothing to the history. */
const world = proxyActivities<Effects>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** Who cannot be told within hours by mail has to be told by a person: the line of work waits for no mail server. */
const telling = proxyActivities<Pick<Effects, 'sendMessage' | 'notifyStaff'>>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '4 hours',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});
const TELLING: Partial<Record<keyof Effects, true>> = { sendMessage: true, notifyStaff: true };
/** Effects before which a line catches up on what it skipped, in the middle of a step too. */
export const OUTWARD: Partial<Record<keyof Effects, true>> = { sendMessage: true, executeRemedy: true };
type Calls = Record<string, (argument: unknown) => Promise<unknown>>;

/** The part of a case that all its lines share: state, events, the world. Stages get a `StepHandle` of it. */
export class Case extends DurableFile<CaseState, NewCaseEvent> {
  /** Keys of the effects that this run has ordered. */
  readonly ordered = new Set<string>();
  /** Effects under way that a line waits for; a mail to staff is nobody's step. */
  stepEffects = 0;
  readonly catchingUp = new CatchingUp(this);
  /** Whether the condition of a track may have come true, which is being found out. */
  isTrackDue: (track: Track) => boolean = () => false;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    no: string,
    readonly policy: CompiledPolicy,
    size: RunSize,
    resumed?: Pick<Resumed, 'state' | 'clock' | 'outbox'>,
  ) {
    const { id, version, bundleHash } = policy;
    super(resumed?.state ?? emptyCase(no, { id, version, bundleHash }), evolve, size, resumed);
    this.cameIn(resumed?.clock ?? workflowInfo().startTime.toISOString());
  }

  /** Where its tasks are: posts count that are held at its place or above. */
  get at(): { places?: string[] } {
    const { places } = this.state;
    return places === undefined ? {} : { places };
  }

  protected override aboutRefusal({ fields }: Refusal, message: Envelope | undefined): Record<string, unknown> {
    return {
      ...(fields === undefined ? {} : { fields }),
      ...(message === undefined ? {} : { via: message.via }),
    };
  }

  /** One at a time per case: what is asked next may depend on what was answered. */
  override ask<K extends keyof PureAnswers>(name: K, question: Question<K>): Promise<AnswerOf<K>> {
    const full = { ...question, bundleHash: this.policy.bundleHash };
    const ask = async (of: unknown): Promise<AnswerOf<K>> => {
      this.reaction.commanded();
      const answer = await (of as Calls)[name]?.(full).catch((failure: unknown) => {
        throw isOfActivity(failure) ? new QuestionFailed(name, reasonOf(failure)) : failure;
      });
      this.size.add(answer, 0);
      if (!isAnswer(name, answer)) throw new QuestionFailed(name, 'the answer is none');
      return answer as AnswerOf<K>;
    };
    const run = async (): Promise<AnswerOf<K>> => {
      try {
        return await ask(local);
      } catch (failure) {
        if (!(failure instanceof QuestionFailed)) throw failure;
      }
      const answer = await ask(scheduled).catch((failure: unknown) => failure);
      this.cameIn();
      if (answer instanceof QuestionFailed)
        this.emit({ type: 'QuestionFailed', data: { question: name, reason: answer.reason } });
      if (answer instanceof Error) throw answer;
      return answer as AnswerOf<K>;
    };
    const answer = this.queue.then(run, run);
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  /** FEEL conditions on the facts as they are now. */
  async test(conditions: Record<string, string>): Promise<{ answers: Record<string, boolean>; problems: string[] }> {
    return orElse(this.ask('testConditions', { conditions, facts: factsOf(this.state) }), (reason) => ({
      answers: {},
      problems: [reason],
    }));
  }

  /** Performs an effect once; what it came to is an event, and a case that resumes finds it there. */
  async perform<K extends keyof Effects>(
    key: string,
    place: string | undefined,
    activity: K,
    order: Omit<Parameters<Effects[K]>[0], 'no' | 'key' | 'bundleHash'>,
  ): Promise<EffectOutcome> {
    const known: Effect | undefined = this.state.effects[key];
    if (known !== undefined && known.status !== 'underWay')
      return { status: known.status, ...(known.result === undefined ? {} : { result: known.result }) };
    const where = place === undefined ? {} : { place };
    if (known === undefined) this.emit({ type: 'EffectStarted', ...where, data: { key, activity } });
    this.effectsUnderWay++;
    this.ordered.add(key);
    let outcome: EffectOutcome;
    try {
      const full = { ...order, no: this.state.no, key, bundleHash: this.policy.bundleHash };
      this.size.add(full, 0);
      const proxy = activity in TELLING ? telling : world;
      this.reaction.commanded();
      const answer = await (proxy as unknown as Calls)[activity]?.(full);
      // What it came to can't be told: whoever depends on it has to find out.
      outcome = isOutcome(answer) ? answer : { status: 'unknown', result: { reason: 'unreadable' } };
    } catch (failure) {
      if (!(failure instanceof ActivityFailure)) throw failure;
      // No answer within days is not a no: whoever depends on it has to find out.
      outcome =
        failure.cause instanceof TimeoutFailure
          ? { status: 'unknown', result: { reason: 'timeout' } }
          : { status: 'failed', result: { reason: failureType(failure) } };
    } finally {
      this.effectsUnderWay--;
    }
    this.cameIn(isInstant(outcome.at) ? outcome.at : undefined);
    const TYPE = { succeeded: 'EffectSucceeded', failed: 'EffectFailed', unknown: 'EffectUnknown' } as const;
    this.emit({
      type: TYPE[outcome.status],
      ...where,
      data: { key, activity, ...(outcome.result === undefined ? {} : { result: outcome.result }) },
    });
    return outcome;
  }
}
