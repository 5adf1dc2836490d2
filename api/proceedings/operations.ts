import { z } from 'zod';
import { acted } from '../acted';
import { actionFormShape, offeredRemedies } from '../action-form';
import { bilingualSchema } from '../../domain/policy/step';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { kindsIn, plainSchema } from '../../domain/actions/data-kinds';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { PROCEEDING_FIELDS } from '../../domain/labels/proceeding-fields';
import type { Proceeding } from '../../domain/linked-cases/definition';
import { PROCEEDING_EVENTS } from '../../domain/linked-cases/events';
import type { Actor } from '../../domain/file/envelope';
import { normaliseNumber } from '../../domain/values/complaint-number';
import { isPerson, possibleIn } from '../../domain/linked-cases/judge';
import type { Due, ProceedingState } from '../../domain/linked-cases/state';
import type { Bilingual } from '../../domain/values/text';
import { both } from '../../domain/values/text';
import type { Proceedings } from '../../models/proceedings';
import { acceptedSchema } from '../case/answer-schema';
import { vaultFor } from '../case/opening';
import { holdsNoRole, notTheirs } from '../case/own-tasks';
import { otherPlace, seenBy, seesPlace } from '../case/seen-places';
import { actorShown, shownActorSchema } from '../case/shown-actor';
import { wordsFor } from '../case/words-for';
import { plainFormSchemaOf } from '../form-schema';
import type { Deps } from '../deps';
import type { Operation } from '../operation';
import { defineOperation } from '../operation';
import { flag, oneOrMore, pageQuery, pageSchema, Paging } from '../paging';
import type { ProblemCode } from '../problem-types';
import { AUDITOR } from '../roles';
import { plainText } from '../text-schema';
import { isMinor } from '../../domain/defined-events';
import type { EventTraits } from '../../domain/event';
import type { CaseEvent } from '../../domain/file/stored-event';
import { sentenceOf } from '../../domain/labels/sentence';
import { actOn } from './act';
import { noSuchProceeding, proceedingNumber, proceedingPath } from './number';

const STATUS = z.enum(['new', 'open', 'closing', 'closed']);

export const proceedingAnswerSchema = z
  .object({
    no: z.string(),
    seq: z.int().meta({ description: 'Number of the event that recorded the request.' }),
    status: STATUS,
  })
  .meta({ id: 'ProceedingSettled' });

const entrySchema = z.object({
  no: z.string(),
  seq: z.int(),
  status: STATUS,
  policy: z.string(),
  openedAt: z.iso.datetime().optional(),
  closedAt: z.iso.datetime().optional(),
  dueAt: z.iso.datetime().optional().meta({ description: 'Earliest due time of the open items.' }),
  updatedAt: z.iso.datetime(),
});

const possibleSchema = z
  .object({
    action: z.string(),
    title: bilingualSchema,
    help: bilingualSchema,
    allowed: z.boolean(),
    refusal: z.object({ code: z.string(), message: bilingualSchema }).optional(),
    ...actionFormShape,
  })
  .meta({ id: 'PossibleProceedingAction' });

const eventSchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    type: z.string(),
    by: shownActorSchema.optional(),
    sentence: bilingualSchema,
    minor: z.boolean(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ProceedingEvent' });

/** What an action on a proceeding may be refused for. */
const REFUSALS: readonly ProblemCode[] = [
  ...([
    'NotFound',
    'KeyReused',
    'NotRecorded',
    'Closed',
    'Busy',
    'WrongRole',
    'WrongPlace',
    'ConflictOfInterest',
  ] as const),
  ...([
    'SamePersonTwice',
    'NotAllowedByPolicy',
    'NotYet',
    'CaseStopped',
    'AlreadySo',
    'Erased',
    'AnswerLate',
    'EngineUnavailable',
  ] as const),
];

export interface ProceedingPages<S extends ProceedingState> {
  kind: Proceeding<S>;
  /** First part of every address: `/incidents`. */
  path: string;
  /** For ids of operations: `Incident`. */
  name: string;
  tag: string;
  title: Bilingual;
  from: (deps: Deps) => Proceedings<S>;
  /** Plain facts of the kind's own (`Proceeding.facts`): lists show them and can be narrowed by them. */
  facts?: Readonly<Record<string, z.ZodType<string, string>>>;
  /** What the detail shows beside what all proceedings do, still sealed. */
  shown: (state: S, deps: Deps, reader: Actor) => Promise<Record<string, unknown>> | Record<string, unknown>;
  shownSchema: z.ZodRawShape;
  /** What of it somebody without a role sees who has a part in it by name. */
  shownToNamed?: readonly string[];
  examples: Readonly<Record<string, unknown>>;
}

/** Whether somebody who may read the file sees an event of it; of what nothing defines, auditors alone do. */
function isSeen<S extends ProceedingState>({ events }: Proceeding<S>, { roles }: Actor): (event: CaseEvent) => boolean {
  const definitions = new Map<string, EventTraits>(Object.entries({ ...PROCEEDING_EVENTS, ...events }));
  return ({ type }) => definitions.get(type)?.audience === 'staff' || roles.includes(AUDITOR);
}

/** List, detail, timeline and actions of a kind of proceeding, all made of its definition and read from the event store. */
export function operationsOf<S extends ProceedingState>(pages: ProceedingPages<S>): Operation[] {
  const { kind, path, name, tag, title, from, facts = {}, shown, shownSchema, shownToNamed = [], examples } = pages;
  const pathSchema = proceedingPath(kind.kind);

  const read = async (deps: Deps, at: { no: string }, actor: Actor): Promise<S> => {
    const state = await from(deps).get(proceedingNumber(kind.kind, at));
    if (state === undefined) throw noSuchProceeding(kind.kind);
    if (!seesSome(actor, state)) throw otherPlace();
    return state;
  };
  /** Whoever holds a post at one of its places sees it; what they may do is another matter. */
  const seesSome = (actor: Actor, { places = [] }: ProceedingState): boolean =>
    places.length === 0 || places.some((path) => seesPlace(actor, path));
  /** Whether somebody has a part in it by name alone: they hold no role, or no post at any of its places. */
  const isByName = async (deps: Deps, at: { no: string }, actor: Actor): Promise<boolean> => {
    if (holdsNoRole(actor)) return true;
    const no = normaliseNumber(kind.kind, at.no);
    const state = no === undefined ? undefined : await from(deps).get(no);
    return state !== undefined && !seesSome(actor, state) && namedFor(state, actor).length > 0;
  };
  /** For somebody without a role: what is theirs by name. Anything else and nothing at all are refused alike. */
  const readNamed = async (deps: Deps, at: { no: string }, actor: Actor, action?: string): Promise<S> => {
    const no = normaliseNumber(kind.kind, at.no);
    const state = no === undefined ? undefined : await from(deps).get(no);
    if (state === undefined || !namedFor(state, actor).some(({ name: one }) => (action ?? one) === one))
      throw notTheirs();
    return state;
  };
  const namedFor = (state: S, actor: Actor) =>
    [...kind.actions.values()].filter(({ persons }) => persons?.(state).some((id) => isPerson(actor, id)) === true);
  const policyOf = async ({ models }: Deps, state: S) =>
    (await models.bundles.get(state.policy.bundleHash).catch(() => undefined))?.policy;

  const list = defineOperation({
    id: `list${name}s`,
    method: 'get',
    path,
    tag,
    title: both(`查询${title.zh}`, `List ${title.en}s`),
    who: 'staff',
    querySchema: z.strictObject({
      status: oneOrMore(STATUS).optional(),
      policy: oneOrMore(z.string().min(1).max(100)).optional(),
      overdue: flag.optional().meta({ description: '`true`: something is overdue; `false`: nothing is overdue.' }),
      ...mapped(facts, (schema) => oneOrMore(schema).optional()),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'A page of results, latest first.',
        schema: pageSchema(
          entrySchema.extend(mapped(facts, (schema) => schema.optional())).meta({ id: `${name}Entry` }),
        ),
      },
    },
    handle: async ({ deps, actor, query }) => {
      const { cursor, perPage, status, policy, overdue } = query;
      const asked = query as Readonly<Record<string, unknown>>;
      const wanted = Object.keys(facts).flatMap((fact) => {
        const values = asked[fact] as string[] | undefined;
        return values === undefined ? [] : [[fact, values] as const];
      });
      const filter = {
        ...(status === undefined ? {} : { status }),
        ...(policy === undefined ? {} : { policy }),
        ...(overdue === undefined ? {} : { overdue: { is: overdue, at: deps.clock().toISOString() } }),
        facts: Object.fromEntries(wanted),
        ...seenBy(actor),
      };
      const paging = new Paging(deps.secrets.fingerprint, { id: `list${name}s`, query });
      const found = await from(deps).list(filter, paging.request({ cursor, perPage }));
      return { status: 200, body: paging.answer(found, { perPage }) };
    },
  });

  const detail = defineOperation({
    id: `read${name}`,
    method: 'get',
    path: `${path}/{no}`,
    tag,
    title: both(`查看${title.zh}`, `Read the ${title.en}`),
    help: both(
      '包含此人现在可以进行的操作及其他操作不可行的原因。',
      'Includes the actions this reader may take now, and why others are not possible.',
    ),
    who: 'staff',
    ownTasks: true,
    pathSchema,
    answers: {
      200: {
        description: `The ${title.en}, with texts decrypted.`,
        schema: z
          .object({
            ...{ no: z.string(), seq: z.int(), status: STATUS },
            policy: z.object({ id: z.string(), version: z.string(), bundleHash: z.string(), title: bilingualSchema }),
            ...{ openedAt: z.iso.datetime().optional(), closedAt: z.iso.datetime().optional() },
            dues: z.array(z.record(z.string(), z.unknown())),
            ...shownSchema,
            actions: z.array(possibleSchema),
          })
          .meta({ id: name }),
      },
    },
    problems: ['NotFound', 'WrongPlace'],
    handle: async (call) => {
      const { deps, actor } = call;
      const isNamedOnly = await isByName(deps, call.path, actor);
      const state = isNamedOnly ? await readNamed(deps, call.path, actor) : await read(deps, call.path, actor);
      const policy = await policyOf(deps, state);
      const { no, seq, status, openedAt, closedAt } = state;
      const isSeen = ({ person }: Due): boolean => !isNamedOnly || (person !== undefined && isPerson(actor, person));
      const dues = Object.entries(state.dues)
        .filter(([, due]) => isSeen(due))
        .map(([id, { title: what, role, person, dueAt, overdueSince }]) =>
          defined({ id, title: what, role, person, dueAt, overdueSince }),
        );
      const named = isNamedOnly ? namedFor(state, actor) : undefined;
      const possible = possibleIn(kind, state, actor).filter(({ action }) => named?.includes(action) ?? true);
      const actions = possible.map(({ action, refusal }) => ({
        ...{ action: action.name, title: action.title, help: action.help, allowed: refusal === undefined },
        ...(refusal === undefined ? {} : { refusal: { code: refusal.code, message: refusal.message } }),
        schema: plainFormSchemaOf(action.data),
        fields: PROCEEDING_FIELDS[action.name] ?? ACTION_LABELS.get(action.name)?.fields ?? {},
        ...(kindsIn(action.data).has('remedies') ? { remedies: remediesOf(deps, policy) } : {}),
      }));
      const body = {
        ...defined({ no, seq, status, openedAt, closedAt, dues }),
        policy: { ...state.policy, title: policy?.title ?? both(state.policy.id, state.policy.id) },
        ...defined(
          isNamedOnly ? picked(await shown(state, deps, actor), shownToNamed) : await shown(state, deps, actor),
        ),
      };
      return { status: 200, body: { ...(await vaultFor(call).openDeep(body, state.no)), actions } };
    },
  });

  const timeline = defineOperation({
    id: `read${name}Timeline`,
    method: 'get',
    path: `${path}/{no}/timeline`,
    tag,
    title: both(`${title.zh}时间线`, `Timeline of the ${title.en}`),
    who: 'staff',
    pathSchema,
    querySchema: z.strictObject({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(500),
    }),
    answers: {
      200: {
        description: 'Events in order. `next` is present if there may be more.',
        schema: z.object({ no: z.string(), items: z.array(eventSchema), next: z.int().optional() }),
      },
    },
    problems: ['NotFound', 'WrongPlace'],
    handle: async (call) => {
      const { deps, actor, query } = call;
      const state = await read(deps, call.path, actor);
      const words = await wordsFor(deps, await policyOf(deps, state));
      const stored = await deps.models.events.timeline(state.no, query);
      const items = stored.filter(isSeen(kind, actor)).map((event) => ({
        ...{ seq: event.seq, at: event.at, type: event.type, data: event.data },
        ...(event.by === undefined ? {} : { by: actorShown(event.by, words) }),
        ...{ sentence: sentenceOf(event, words), minor: isMinor(event.type) },
      }));
      const next = stored.length === query.limit ? { next: stored.at(-1)?.seq } : {};
      return { status: 200, body: { no: state.no, items: await vaultFor(call).openDeep(items, state.no), ...next } };
    },
  });

  const actions = [...kind.actions.values()]
    .filter(({ internal }) => internal !== true)
    .map((action) =>
      defineOperation({
        id: `${action.name}${name}`,
        method: 'post',
        path: `${path}/{no}/actions/${action.name}`,
        tag,
        title: action.title,
        help: action.help,
        who: 'acting',
        ownTasks: true,
        pathSchema,
        bodySchema: z.strictObject({ data: plainSchema(action.data, plainText).prefault({}) }),
        bodyExample: { data: examples[action.name] ?? {} },
        headers: ['Idempotency-Key', 'Prefer'],
        answers: {
          200: { description: 'Done and stored.', schema: proceedingAnswerSchema },
          202: { description: 'Accepted for processing (`Prefer: respond-async`).', schema: acceptedSchema },
        },
        problems: REFUSALS,
        handle: async (call) => {
          if (holdsNoRole(call.actor)) await readNamed(call.deps, call.path, call.actor, action.name);
          const no = proceedingNumber(kind.kind, call.path);
          const done = await actOn(call, { kind, no, action, data: call.body.data }, from(call.deps));
          call.log.info({ no, action: action.name, staff: call.actor.id, seq: done.answer?.seq }, 'acted');
          return acted(no, done);
        },
      }),
    );

  return [list, detail, timeline, ...actions];
}

/** Remedies that some category of a policy allows. */
function remediesOf({ remedies }: Deps, policy: CompiledPolicy | undefined) {
  return offeredRemedies(
    remedies,
    new Set(Object.values(policy?.categories ?? {}).flatMap((category) => category.remedies)),
  );
}

function picked(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

function mapped<T, U>(some: Readonly<Record<string, T>>, change: (one: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(some).map(([name, one]) => [name, change(one)]));
}

function defined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
