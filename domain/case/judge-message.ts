import { ACTIONS, ANYTIME_ACTIONS, isAnytime } from '../actions';
import type { ActionDefinition } from '../actions/action';
import { parseDataOfTask } from '../actions/action-data';
import type { AnytimeAction } from '../actions/anytime';
import { stepFor } from '../actions/step-for';
import { ONLY_STAFF, refusalOfAnytime } from '../actions/who';
import { ineligible } from './eligibility';
import type { Actor, Envelope } from '../file/envelope';
import { readMessage, wrongData } from '../file/read-message';
import type { Verdict } from '../file/verdict';
import { refused as no } from '../file/verdict';
import { isHearing } from '../penalties/hearing';
import { movedOn } from './merging/merging';
import type { CompiledPolicy } from '../policy/compiled';
import { firstWho } from '../policy/step-of-task';
import type { Refusal } from '../file/refusal';
import { ambiguous, busy as busyRefusal, refuse } from '../file/refusal';
import { refusalOfRoom, ROOM_OF_CASE } from '../file/room';
import type { CaseState, Task } from './state';
import { openTasks } from './tasks/tasks';
import { both } from '../values/text';

/** What a case makes of a message: take it (for this task, if any), answer it as before, or refuse it. */
export type Judgement = Verdict<{ action: ActionDefinition; task?: Task }>;

/**
 * The one judge of messages, for updates (before anything is written), for signals (a refusal becomes an event) and for
 * "what may I do now". Pure. `busy` says that the case is in the middle of something, so that a missing task may be
 * about to open. `now` is an ISO instant, left out where a replay has to come to the same judgement.
 */
export function judgeMessage(input: {
  state: CaseState;
  policy: CompiledPolicy;
  action: string;
  raw: unknown;
  busy: boolean;
  now?: string;
}): Judgement {
  const { state, policy, busy, now } = input;
  const read = readMessage(
    state,
    { name: input.action, action: ACTIONS.get(input.action), raw: input.raw },
    ({ task, data }) => [input.action, task ?? null, data ?? null],
  );
  if (read.verdict !== 'readable') return read;
  const { action, message, fingerprint } = read;

  if (state.recordedAt === undefined)
    return no(
      refuse('NotRecorded', 409, both('投诉尚未登记完成。', 'The complaint has not been recorded yet.')),
      message,
    );
  if (state.status === 'closed')
    return no(
      refuse(
        'Closed',
        409,
        both('投诉已关闭。', 'The complaint is closed.'),
        both('请登记新投诉并注明原编号。', 'Register a new complaint and quote this number.'),
      ),
      message,
    );
  if (message.via === 'temporal' && !policy.viaTemporal.includes(action.name))
    return no(
      refuse(
        'NotAllowedViaTemporal',
        403,
        both('按办法规定，此操作只能通过接口进行。', 'The policy allows this action only through the API.'),
      ),
      message,
    );

  const where = ANYTIME_ACTIONS.has(action.name)
    ? judgeAnytime(state, policy, action, message)
    : findTask(state, policy, action, message, busy);
  if (where.refusal !== undefined) return no(where.refusal, message);
  // Whether it goes on at all is known in a moment.
  if (state.merging !== undefined && ANYTIME_ACTIONS.get(action.name)?.whileMerging !== true)
    return no(busyRefusal(), message);
  if (where.task !== undefined) {
    const closer = parseDataOfTask(
      action,
      { policy, task: where.task, step: stepFor(action.name, policy, where.task) },
      state.no,
      message.data,
    );
    if (closer?.success === false) return wrongData(closer.error, message);
    if (closer !== undefined) message.data = closer.data;
  }
  const refusal =
    action.refuse?.({
      state,
      policy,
      message,
      busy,
      ...{ task: where.task, step: stepFor(action.name, policy, where.task), now },
      firstAt: (stage) => firstWho(policy, stage),
    }) ?? refusalOfRoom(state, ROOM_OF_CASE, { keeps: action.keeps, data: message.data });
  if (refusal !== undefined) return no(refusal, message);
  return {
    verdict: 'accept',
    action,
    message,
    fingerprint,
    ...(where.task === undefined ? {} : { task: where.task }),
  };
}

interface Place {
  task?: Task;
  refusal?: Refusal;
}

function judgeAnytime(state: CaseState, policy: CompiledPolicy, action: ActionDefinition, message: Envelope): Place {
  if (!isAnytime(policy, action.name))
    return {
      refusal: refuse('NotAllowedByPolicy', 403, both('办法不允许此操作。', 'The policy does not allow this action.')),
    };
  const refusal =
    unvouchedCustomer(message) ??
    refusalOfAnytime(state, policy, action as AnytimeAction, message.by) ??
    ((action as AnytimeAction).movesOn === true && state.mergedInto !== undefined
      ? movedOn(state.no, state.mergedInto)
      : undefined);
  return refusal === undefined ? {} : { refusal };
}

/** That somebody is the customer, only our API can say: it has asked for proof. */
function unvouchedCustomer({ by, via }: Envelope): Refusal | undefined {
  return by.kind === 'customer' && via !== 'api' ? ONLY_STAFF : undefined;
}

function findTask(
  state: CaseState,
  policy: CompiledPolicy,
  action: ActionDefinition,
  message: Envelope,
  busy: boolean,
): Place {
  const candidates = openTasks(state).filter(
    (task) => task.actions.includes(action.name) && (message.task === undefined || task.id === message.task),
  );
  if (candidates.length === 0) return { refusal: noTask(state, action, message, busy) };
  const refusals = candidates.map((task) => ineligible(state, policy, task, message.by));
  const mine = candidates.filter((_, i) => refusals[i] === undefined);
  if (mine.length === 0) return { refusal: refusals[0] };
  if (mine.length > 1) return { refusal: ambiguous(mine, 'task') };
  return { task: mine[0] };
}

function noTask(state: CaseState, action: ActionDefinition, message: Envelope, busy: boolean): Refusal {
  if (busy) return busyRefusal();
  const ended = Object.values(state.tasks)
    .filter(
      (task) => task.status !== 'open' && task.actions.includes(action.name) && (message.task ?? task.id) === task.id,
    )
    .sort((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''))[0];
  if (ended?.status === 'decidedByDefault')
    return refuse(
      'TaskEnded',
      409,
      both(
        `逾期未办，已于 ${ended.closedAt ?? ''} 按办法默认决定，不得更改。`,
        `Nobody acted in time. The task was decided by default at ${ended.closedAt ?? ''}, and the decision is final.`,
      ),
    );
  if (ended !== undefined)
    return refuse(
      'TaskEnded',
      409,
      both(`此待办已于 ${ended.closedAt ?? ''} 结束。`, `This task ended at ${ended.closedAt ?? ''}.`),
    );
  // Whoever asks for something else learns from it of nobody's hearing.
  const now = openTasks(state).flatMap((task) => (isHearing(task) ? [] : task.actions));
  return refuse(
    'NoOpenTask',
    409,
    both(`现在没有可以「${action.title.zh}」的待办。`, `No open task allows "${action.title.en}" now.`),
    now.length === 0 ? undefined : both(`现在可以：${now.join('、')}`, `Possible now: ${now.join(', ')}`),
  );
}

/** What this person may do now: actions with the tasks they belong to, and for the rest the reason why not. */
export function possibleActions(
  state: CaseState,
  policy: CompiledPolicy,
  actor: Actor,
): { action: ActionDefinition; task?: Task; refusal?: Refusal }[] {
  const forTasks = openTasks(state).flatMap((task) =>
    task.actions.flatMap((name) => {
      const action = ACTIONS.get(name);
      if (action === undefined) return [];
      const refusal = ineligible(state, policy, task, actor);
      return [{ action, task, ...(refusal === undefined ? {} : { refusal }) }];
    }),
  );
  if (state.status === 'closed') return [];
  const anytime = policy.anytime.flatMap((name) => {
    const action = ANYTIME_ACTIONS.get(name);
    if (action === undefined || action.isOffered?.(state, policy) === false) return [];
    if (action.movesOn === true && state.mergedInto !== undefined) return [];
    const refusal = refusalOfAnytime(state, policy, action, actor);
    // One of these may look at all of the policy, as only whoever judges it gives it.
    return [{ action: action as ActionDefinition, ...(refusal === undefined ? {} : { refusal }) }];
  });
  return [...forTasks, ...anytime];
}
