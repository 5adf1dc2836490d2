import { z } from 'zod';
import type { ActionDefinition } from '../../domain/actions/action';
import { kindsIn, plainSchema } from '../../domain/actions/data-kinds';
import { ACTIONS } from '../../domain/actions';
import { possibleActions } from '../../domain/case/judge-message';
import { bilingualSchema } from '../../domain/policy/step';
import type { Task } from '../../domain/case/state';
import { both } from '../../domain/values/text';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { acted } from '../acted';
import { actionFormShape, offeredRemedies } from '../action-form';
import { act } from '../case/act';
import { acceptedSchema, answerSchema } from '../case/answer-schema';
import { numberOf, numberPath } from '../case/number';
import { isNamedOnly, ownAnswer, ownTasks, readOwn, requireOwnTask } from '../case/own-tasks';
import { forReader } from '../case/penalties';
import { readCase } from '../case/read-case';
import { seenAnswer, seenRefusal } from '../case/unseen';
import { wordsFor } from '../case/words-for';
import { asked, formSchemaOf } from '../form-schema';
import { defineOperation } from '../operation';
import type { Operation } from '../operation';
import type { ProblemCode } from '../problem-types';
import { plainText } from '../text-schema';

const possibleSchema = z
  .object({
    action: z.string(),
    title: bilingualSchema,
    help: bilingualSchema,
    task: z
      .string()
      .optional()
      .meta({ description: 'The open task that this action would complete. Send this id with the action.' }),
    allowed: z.boolean(),
    refusal: z
      .object({ code: z.string(), message: bilingualSchema, wayOut: bilingualSchema.optional() })
      .optional()
      .meta({ description: 'Why the action is not possible.' }),
    ...actionFormShape,
  })
  .meta({ id: 'PossibleAction' });

/** What I may do to a complaint now, and why not the rest. */
export const possible = defineOperation({
  id: 'listActions',
  method: 'get',
  path: '/complaints/{no}/actions',
  tag: 'Actions',
  title: both('我现在可以做什么', 'Actions available to me'),
  who: 'staff',
  ownTasks: true,
  pathSchema: numberPath,
  answers: {
    200: {
      description: 'Actions for open tasks, and actions possible at any time.',
      schema: z.object({
        no: z.string(),
        busy: z
          .boolean()
          .meta({ description: 'An external operation is in progress. More actions may become possible in a moment.' }),
        items: z.array(possibleSchema),
      }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async ({ deps, path, actor }) => {
    const no = numberOf(path);
    const isOwnOnly = await isNamedOnly(deps, no, actor);
    const read = isOwnOnly ? await readOwn(deps, no, actor) : await readCase(deps, no, actor);
    const { state, policy } = forReader(actor, read);
    const words = await wordsFor(deps, policy);
    const kinds = policy?.categories[state.intake?.category ?? '']?.remedies ?? [];
    const remedies = offeredRemedies(deps.remedies, kinds);
    const isSeen = isOwnOnly
      ? isOwn(ownTasks({ state, ...(policy === undefined ? {} : { policy }) }, actor))
      : () => true;
    const items = (policy === undefined ? [] : possibleActions(state, policy, actor).filter(isSeen)).map(
      ({ action, task, refusal }) => ({
        ...{ action: action.name, title: action.title, help: action.help, allowed: refusal === undefined },
        ...(task === undefined ? {} : { task: task.id }),
        ...(refusal === undefined
          ? {}
          : {
              refusal: {
                code: refusal.code,
                message: refusal.message,
                ...(refusal.wayOut === undefined ? {} : { wayOut: refusal.wayOut }),
              },
            }),
        schema: formSchemaOf(action, { state, words, policy, task }),
        fields: ACTION_LABELS.get(action.name)?.fields ?? {},
        ...(kindsIn(action.data).has('remedies') ? { remedies } : {}),
      }),
    );
    const busy = Object.values(state.effects).some(({ status }) => status === 'underWay');
    return { status: 200, body: { no: state.no, busy, items } };
  },
});

function isOwn(own: readonly Task[]): (possible: { task?: Task }) => boolean {
  return ({ task }) => own.some(({ id }) => id === task?.id);
}

/** What any action may be refused for, besides what is its own. */
const REFUSALS: readonly ProblemCode[] = [
  'NotFound',
  'KeyReused',
  'NotRecorded',
  'Closed',
  'Busy',
  'NoOpenTask',
  'TaskEnded',
  'AmbiguousTask',
  'WrongRole',
  'WrongDepartment',
  'WrongPlace',
  'NotTheAssignee',
  'ConflictOfInterest',
  'SamePersonTwice',
  'NotAllowedByPolicy',
  'EvidenceMissing',
  'NotYet',
  'AlreadySo',
  'Erased',
  'AnswerLate',
  'EngineUnavailable',
  'CaseStopped',
];

/** Every action of every stage, each an address of its own, from the same definitions by which cases judge. */
export const actions: readonly Operation[] = [...ACTIONS.values()].map(actionOperation);

function actionOperation(action: ActionDefinition): Operation {
  const { name, title, help } = action;
  return defineOperation({
    id: name,
    method: 'post',
    path: `/complaints/{no}/actions/${name}`,
    tag: 'Actions',
    title,
    help: both(
      `${help.zh}\n\n案件处理完毕后才返回新的状态；请携带 Idempotency-Key，重试是安全的。`,
      `${help.en}\n\nReturns once the case has finished processing. Send an Idempotency-Key to make retries safe.`,
    ),
    who: 'acting',
    ownTasks: true,
    pathSchema: numberPath,
    bodySchema: z.strictObject({
      task: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'The task to act on, if several open tasks allow this action.' }),
      data: asked(action, plainSchema(action.data, plainText)).prefault({}),
    }),
    bodyExample: { data: ACTION_LABELS.get(name)?.example ?? {} },
    headers: ['Idempotency-Key', 'Prefer'],
    answers: {
      200: { description: 'Done. The current state of the case.', schema: answerSchema },
      202: {
        description:
          'Accepted for processing (`Prefer: respond-async`). A refusal would appear as an event of the case.',
        schema: acceptedSchema,
      },
    },
    problems: REFUSALS,
    handle: async (call) => {
      const no = numberOf(call.path);
      const { task, data } = call.body;
      const isOwnOnly = await isNamedOnly(call.deps, no, call.actor);
      if (isOwnOnly) await requireOwnTask(call.deps, call.actor, { no, action: name, task });
      const wanted = { no, action, task, data };
      const done = await act(call, wanted).catch(async (error: unknown) => {
        throw await seenRefusal(call.deps, call.actor, wanted, error);
      });
      if (done.answer !== undefined)
        done.answer = isOwnOnly
          ? ownAnswer(done.answer, call.actor)
          : await seenAnswer(call.deps, call.actor, done.answer);
      call.log.info({ no, action: name, staff: call.actor.id, seq: done.answer?.seq }, 'acted');
      return acted(no, done);
    },
  });
}
