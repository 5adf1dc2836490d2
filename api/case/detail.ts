import { z } from 'zod';
import { answerOf } from '../../domain/file/action-answer';
import type { Clock } from '../../domain/case/clocks/clock';
import { standsStill } from '../../domain/case/clocks/clock';
import type { Actor } from '../../domain/file/envelope';
import type { CaseEvent } from '../../domain/file/stored-event';
import { bilingualSchema } from '../../domain/policy/step';
import type { Bilingual } from '../../domain/values/text';
import { both } from '../../domain/values/text';
import { actorShown, shownActorSchema } from './shown-actor';
import { openTaskSchema } from './answer-schema';
import type { ReadCase } from './read-case';
import { penaltiesFor } from './penalties';
import { absorbedShown, intakeFor } from './withheld';
import type { Words } from '../words';

const facts = z.record(z.string(), z.unknown());

/** A complaint as its reader sees it, texts opened. */
export const detailSchema = z
  .object({
    no: z.string(),
    seq: z.int(),
    status: z.enum(['new', 'open', 'resolved', 'closed']),
    end: z.string().optional(),
    policy: z.object({ id: z.string(), version: z.string(), bundleHash: z.string(), title: bilingualSchema }),
    category: z.object({ id: z.string(), title: bilingualSchema }).optional(),
    places: z
      .array(z.object({ id: z.string(), title: bilingualSchema }))
      .optional()
      .meta({
        description: 'Path from the top place to the place of the case. Absent if the case belongs to no place.',
      }),
    recordedAt: z.iso.datetime().optional(),
    recordedBy: shownActorSchema.optional(),
    contactUnproven: z.literal(true).optional().meta({
      description: 'The customer lodged the complaint online. Nobody has confirmed that the contact is theirs.',
    }),
    resolvedAt: z.iso.datetime().optional(),
    closedAt: z.iso.datetime().optional(),
    intake: facts.optional().meta({
      description:
        'As registered. `complainant` is withheld from the persons named in the complaint, and from others if the policy says so.',
    }),
    severity: z.string().optional(),
    priority: z.string().optional(),
    major: facts.optional(),
    judgement: facts.optional().meta({ description: 'The latest judgement, which is the valid one.' }),
    judgements: z.array(facts).meta({
      description: 'All judgements with round and time. A reopened case may be judged again.',
    }),
    judgeAnew: z.literal(true).optional().meta({ description: 'The complaint must be judged again in this round.' }),
    department: z.object({ id: z.string(), title: bilingualSchema }).optional(),
    handler: z.object({ id: z.string(), name: z.string() }).optional(),
    firstResponsible: z
      .object({ id: z.string(), name: z.string() })
      .optional()
      .meta({ description: 'Who received the customer first and answers for the case, where the policy keeps it.' }),
    respondents: z.array(z.object({ id: z.string(), name: z.string() })),
    findings: facts.optional(),
    proposal: facts.optional(),
    accepted: facts.optional(),
    remedies: z.array(facts),
    messages: z.array(facts),
    callbacks: z.array(facts),
    promises: z.array(facts),
    references: z.array(facts),
    penaltiesProposed: z
      .array(facts)
      .optional()
      .meta({ description: 'Penalties as last proposed by rule. Decisions refer to them by index.' }),
    penalties: z.array(facts).meta({
      description:
        'Penalties, their grounds and the allocated loss. Complete for those who decide or manage them, auditors and roles named in the policy; others see only what concerns themselves.',
    }),
    penaltiesWaived: z.array(facts),
    hearings: z.array(facts).optional(),
    appeals: z.array(facts).optional(),
    costs: z.array(facts).optional(),
    violations: z.array(facts).optional(),
    liability: z.array(facts).optional(),
    delays: z.array(facts),
    improvements: z.array(facts),
    review: facts.optional(),
    admission: facts.optional(),
    notices: facts.optional(),
    respondentReply: facts.optional(),
    settlement: facts.optional(),
    forms: z.record(z.string(), facts).meta({
      description: 'Completed forms by name. `fields` are stored in plain text, `texts` are stored encrypted.',
    }),
    round: z.int(),
    notes: z.int(),
    refusals: z.int(),
    lines: z.array(
      z.object({
        id: z.string(),
        title: bilingualSchema,
        status: z.enum(['running', 'ended']),
        step: z.object({ id: z.string(), title: bilingualSchema }).optional(),
      }),
    ),
    visited: z
      .array(
        z.object({
          line: z.string(),
          step: z.string(),
          visit: z.int().meta({ description: 'Which entry into the step it is, from 1.' }),
          status: z.enum(['here', 'done', 'skipped']),
          at: z.iso.datetime(),
          leftAt: z.iso.datetime().optional(),
        }),
      )
      .meta({
        description: 'The way it has gone so far, in order; `GET /policies/{id}?bundle=` says how it may go on.',
      }),
    tasks: z.array(openTaskSchema),
    clocks: z.array(
      z.object({
        id: z.string(),
        title: bilingualSchema,
        status: z.enum(['running', 'standing', 'kept', 'missed', 'merged']),
        dueAt: z.iso.datetime().optional(),
        extended: z
          .array(facts)
          .optional()
          .meta({ description: 'Granted extensions: how much (`by`), when, by whom, and the previous due time.' }),
        asked: facts.optional().meta({ description: 'A requested extension that awaits a decision.' }),
      }),
    ),
    pause: facts.optional().meta({ description: 'The case waits for a person outside the organisation.' }),
    inbound: z.array(facts).meta({ description: 'Messages of the customer, and whether each has been handled.' }),
    resolutions: z.array(facts).meta({
      description: 'Result and end of each round. `dissatisfied`: the customer was not satisfied.',
    }),
    incident: z.string().optional().meta({ description: 'The mass incident to which the complaint belongs.' }),
    mergedInto: z.string().optional().meta({ description: 'The complaint into which this one was merged.' }),
    merging: facts.optional().meta({ description: 'A requested merge that the other complaint has not answered yet.' }),
    mergeRefused: facts.optional().meta({ description: 'Refusal code of the last requested merge.' }),
    absorbed: z.array(facts).meta({
      description: 'Complaints merged into this one, with their text, demand and respondent.',
    }),
    underWay: z.array(z.string()).meta({ description: 'External operations in progress.' }),
  })
  .meta({ id: 'Complaint' });

/**
 * What a reader may see of a case, still sealed.
 * @param events those by which others were merged into it, if there are any
 */
export function detailOf(
  read: ReadCase,
  reader: Actor,
  words: Words,
  events: readonly CaseEvent[],
): Record<string, unknown> {
  const { state, policy } = read;
  const { no, seq, status, end, recordedAt, recordedBy, resolvedAt, closedAt, severity, priority, major, judgement } =
    state;
  const { findings, proposal, accepted, remedies, messages, callbacks, promises, references } = state;
  const { costs, delays, improvements, review, forms = {}, round, notes, refusals } = state;
  const { pause, inbound, resolutions, mergedInto, mergeRefused } = state;
  const { admission, notices, respondentReply, settlement } = state;
  const person = (id: string) => ({ id, name: words.person(id) });
  return withoutUndefined({
    ...{ no, seq, status, end },
    policy: { ...state.policy, title: policy?.title ?? both(state.policy.id, state.policy.id) },
    category:
      state.intake === undefined ? undefined : titled(state.intake.category, words.category(state.intake.category)),
    places: state.places?.map((id) => titled(id, words.place(id))),
    ...{ recordedAt, resolvedAt, closedAt },
    recordedBy: recordedBy === undefined ? undefined : actorShown(recordedBy, words),
    contactUnproven: recordedBy?.kind === 'customer' ? true : undefined,
    intake: intakeFor(reader, read),
    ...{ severity, priority, major, judgement, judgeAnew: state.judgeAnew },
    judgements: (state.judgements ?? []).map((one) => withoutUndefined({ ...one })),
    department:
      state.department === undefined ? undefined : titled(state.department, words.department(state.department)),
    handler: state.handler === undefined ? undefined : person(state.handler),
    firstResponsible: state.firstResponsible === undefined ? undefined : person(state.firstResponsible),
    respondents: state.respondents.map(person),
    ...{ findings, proposal, accepted, remedies, messages, callbacks, promises, references },
    ...penaltiesFor(reader, read),
    ...{ costs, delays, improvements, review, forms, round, notes, refusals },
    ...{ admission, notices, respondentReply, settlement },
    lines: Object.entries(state.lines).map(([id, line]) => ({
      id,
      title: words.line(id),
      status: line.status,
      ...(line.status === 'running' && line.step !== undefined
        ? { step: titled(line.step, words.step(`${id}/${line.step}`)) }
        : {}),
    })),
    tasks: answerOf(state, seq).tasks,
    clocks: Object.entries(state.clocks).map(([id, clock]) => ({
      id,
      title: words.clock(id),
      status: statusOf(clock),
      ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt }),
      ...(clock.extended === undefined ? {} : { extended: clock.extended }),
      ...(clock.asked === undefined ? {} : { asked: clock.asked }),
    })),
    ...{ pause, inbound, resolutions, mergedInto, incident: state.incident?.no },
    merging: state.merging === undefined ? undefined : { into: state.merging.into, since: state.merging.since },
    mergeRefused:
      mergeRefused === undefined
        ? undefined
        : { into: mergeRefused.into, code: mergeRefused.code, at: mergeRefused.at },
    absorbed: absorbedShown(reader, read, events),
    underWay: Object.values(state.effects).flatMap(({ activity, status: at }) => (at === 'underWay' ? [activity] : [])),
  });
}

function statusOf(clock: Clock): 'running' | 'standing' | 'kept' | 'missed' | 'merged' {
  if (clock.missedAt !== undefined) return 'missed';
  if (clock.because === 'merged') return 'merged';
  if (clock.status === 'stopped') return 'kept';
  return standsStill(clock) ? 'standing' : 'running';
}

function titled(id: string, title: Bilingual): { id: string; title: Bilingual } {
  return { id, title };
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
