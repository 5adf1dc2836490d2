import { condition } from '@temporalio/workflow';
import type { ActionAnswer } from '../../domain/file/action-answer';
import { answerOf } from '../../domain/file/action-answer';
import { ANYTIME_ACTIONS } from '../../domain/actions';
import { bytesOf } from '../../domain/values/byte-size';
import type { NewCaseEvent } from '../../domain/defined-events';
import { receivedAt } from '../../domain/file/envelope';
import type { Judgement } from '../../domain/case/judge-message';
import { judgeMessage } from '../../domain/case/judge-message';
import { refusalOfMerge } from '../../domain/case/merging/merging';
import { ACTION_NAMES, actionSignal, actionUpdate, ANSWERS_KEPT } from '../messages';
import type { Alarm } from '../runtime/alarm';
import { asFailure } from '../runtime/as-failure';
import { CANCEL_REQUEST } from '../runtime/cancel-request';
import { receive } from '../runtime/inbox';
import { timeOfSight } from '../runtime/read-clock';
import type { CaseState, TaskAnswer } from '../../domain/case/state';
import type { Case } from './case';

/** Open tasks that an answer names: a case with hundreds of them would fill its history with answers. */
const TASKS_IN_ANSWER = 50;

/** First answers go along into a fresh history up to this. */
const ANSWERS_BYTES = 128 * 1024;

export type Accepted = Extract<Judgement, { verdict: 'accept' }>;
/** First answers by key, so that a repeat is answered the same. */
export type Answers = Record<string, ActionAnswer>;

/** Every action as update and as signal: judged, turned into events, and answered once the case has settled. */
export function receiveActions(kase: Case, alarm: Alarm<CaseState>, answers: Answers): void {
  receive<CaseState, Accepted, ActionAnswer>(kase, alarm, {
    ...{ names: ACTION_NAMES, update: actionUpdate, signal: actionSignal },
    judge: (action, raw, now) => judge(kase, action, raw, now),
    accept: (judged) => accept(kase, judged),
    answerKept: (key) => answers[key] && answered(kase, answers[key]),
    // A merge is answered by the other complaint.
    decided: (seq) => condition(() => kase.state.merging?.seq !== seq),
    answer: ({ key }, seq) => {
      const refusal = refusalOfMerge(kase.state, seq);
      if (refusal !== undefined) throw asFailure(refusal);
      const answer = stateAnswer(kase, seq);
      keep(answers, key, answer);
      return answered(kase, answer);
    },
    cameIn: (received) => kase.cameIn(received),
    seenAt: (raw) => seenAt(kase, raw),
    notesLate: true,
    unknownAs: (name) => (name === CANCEL_REQUEST ? name : 'unknown'),
  });
}

/** What the case makes of a message as things stand; while a step does something, a missing task may be about to open. */
export function judge(kase: Case, action: string, raw: unknown, now?: string): Judgement {
  const { state, policy } = kase;
  const busy = kase.stepEffects > 0 || !kase.settling.isSettled();
  return judgeMessage({ ...{ state, policy, action, raw, busy }, ...(now === undefined ? {} : { now }) });
}

/** Turns an accepted message into events, all at once; returns the number of the first. */
export function accept(kase: Case, { action, message, task, fingerprint }: Accepted): number {
  const received = receivedAt(message);
  const cause = {
    ...{ action: action.name, key: message.key, via: message.via, fingerprint },
    ...(received === undefined ? {} : { received }),
  };
  if (task !== undefined) {
    const data = { task: task.id, answer: { action: action.name, data: message.data as TaskAnswer['data'] } };
    return kase.emit({
      type: 'TaskDone',
      place: task.id.slice(0, task.id.lastIndexOf('/')),
      by: message.by,
      cause,
      data,
    }).seq;
  }
  const first = kase.state.seq + 1;
  const events = ANYTIME_ACTIONS.get(action.name)?.apply({ state: kase.state, policy: kase.policy, message }) ?? [];
  for (const [i, event] of events.entries())
    kase.emit({ ...event, by: message.by, ...(i === 0 ? { cause } : {}) } as NewCaseEvent);
  return first;
}

/** The case as it stands, for whoever did what became this event. */
export function stateAnswer(kase: Case, seq: number): ActionAnswer {
  return answerOf(kase.state, seq, TASKS_IN_ANSWER);
}

/** It stands in the history with the update that it answers. */
export function answered(kase: Case, answer: ActionAnswer): ActionAnswer {
  kase.size.add(answer, 0);
  return answer;
}

/** What our own services send counts as it comes. */
async function seenAt(kase: Case, raw: unknown): Promise<string | undefined> {
  if (typeof raw === 'object' && raw !== null && 'via' in raw && raw.via === 'api') return undefined;
  return timeOfSight(kase);
}

function keep(answers: Answers, key: string, answer: ActionAnswer): void {
  answers[key] = answer;
  for (const old of Object.keys(answers)) {
    if (Object.keys(answers).length <= ANSWERS_KEPT && bytesOf(answers) <= ANSWERS_BYTES) return;
    Reflect.deleteProperty(answers, old);
  }
}
