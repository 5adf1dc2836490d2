import { z } from 'zod';
import { answerOf } from '../../domain/action-answer';
import type { Clock } from '../../domain/clock';
import { standsStill } from '../../domain/clock';
import type { Actor } from '../../domain/envelope';
import type { CaseEvent } from '../../domain/events';
import { bilingualSchema } from '../../domain/policy/step';
import type { Bilingual } from '../../domain/text';
import { both } from '../../domain/text';
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
        description: 'From the top place to the one that it belongs to; absent where it belongs to none.',
      }),
    recordedAt: z.iso.datetime().optional(),
    recordedBy: shownActorSchema.optional(),
    resolvedAt: z.iso.datetime().optional(),
    closedAt: z.iso.datetime().optional(),
    intake: facts.optional().meta({
      description:
        'As registered. `complainant` is withheld from whoever is complained about, and where the policy keeps it from others.',
    }),
    severity: z.string().optional(),
    priority: z.string().optional(),
    major: facts.optional(),
    judgement: facts.optional().meta({ description: 'The last one, which counts.' }),
    judgements: z.array(facts).meta({
      description:
        'All of them, each with its round and when it was given; a case that is reopened may be judged anew.',
    }),
    judgeAnew: z.literal(true).optional().meta({ description: 'It is to be judged anew in this round.' }),
    department: z.object({ id: z.string(), title: bilingualSchema }).optional(),
    handler: z.object({ id: z.string(), name: z.string() }).optional(),
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
      .meta({ description: 'As the rules last proposed; decisions name them by index.' }),
    penalties: z.array(facts).meta({
      description:
        'This, what leads to it and shares of the loss: all for who decides or manages them, auditors and roles that the policy names; for others what is about themselves.',
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
    forms: z
      .record(z.string(), facts)
      .meta({ description: 'What was filled in, by form: `fields` are plain, `texts` were sealed.' }),
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
          .meta({ description: 'More time granted: by how much (`by`), when, by whom, and when it was due before.' }),
        asked: facts.optional().meta({ description: 'More time asked for and not decided on.' }),
      }),
    ),
    pause: facts.optional().meta({ description: 'The case waits for somebody who is not ours.' }),
    inbound: z.array(facts).meta({ description: 'What the customer sent, and whether somebody has taken it up.' }),
    resolutions: z.array(facts).meta({
      description:
        'What each round came to and when it ended: the first and the final result. `dissatisfied`: the customer was not content.',
    }),
    incident: z.string().optional().meta({ description: 'The mass incident that it belongs to.' }),
    mergedInto: z.string().optional().meta({ description: 'The complaint that has taken this one over.' }),
    merging: facts.optional().meta({ description: 'A merge that the other complaint has not answered yet.' }),
    mergeRefused: facts
      .optional()
      .meta({ description: 'Why it was not merged when that was last asked for: the code of the refusal.' }),
    absorbed: z.array(facts).meta({
      description: 'Complaints that were merged into this one, with what they say, demand and of whom.',
    }),
    underWay: z.array(z.string()).meta({ description: 'What is being done outside right now.' }),
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
    intake: intakeFor(reader, read),
    ...{ severity, priority, major, judgement, judgeAnew: state.judgeAnew },
    judgements: (state.judgements ?? []).map((one) => withoutUndefined({ ...one })),
    department:
      state.department === undefined ? undefined : titled(state.department, words.department(state.department)),
    handler: state.handler === undefined ? undefined : person(state.handler),
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
