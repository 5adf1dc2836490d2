import { z } from 'zod';
import type { Actor } from '../../domain/envelope';
import { bilingualSchema } from '../../domain/policy/step';
import type { Bilingual } from '../../domain/text';
import { both } from '../../domain/text';
import { actorShown, shownActorSchema } from './shown-actor';
import { answerOfState } from './answer-of-state';
import { openTaskSchema } from './answer-schema';
import type { ReadCase } from './read-case';
import { intakeFor } from './withheld';
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
    recordedAt: z.iso.datetime().optional(),
    recordedBy: shownActorSchema.optional(),
    resolvedAt: z.iso.datetime().optional(),
    closedAt: z.iso.datetime().optional(),
    intake: facts
      .optional()
      .meta({ description: 'As registered. `complainant` is withheld from whoever is complained about.' }),
    severity: z.string().optional(),
    priority: z.string().optional(),
    major: facts.optional(),
    judgement: facts.optional(),
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
    penalties: z.array(facts),
    liability: z.array(facts).optional(),
    delays: z.array(facts),
    improvements: z.array(facts),
    review: facts.optional(),
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
    tasks: z.array(openTaskSchema),
    underWay: z.array(z.string()).meta({ description: 'What is being done outside right now.' }),
  })
  .meta({ id: 'Complaint' });

/** What a reader may see of a case, still sealed. */
export function detailOf({ state, policy }: ReadCase, reader: Actor, words: Words): Record<string, unknown> {
  const { no, seq, status, end, recordedAt, recordedBy, resolvedAt, closedAt, severity, priority, major, judgement } =
    state;
  const { findings, proposal, accepted, remedies, messages, callbacks, promises, references, penalties, liability } =
    state;
  const { delays, improvements, review, forms = {}, round, notes, refusals } = state;
  const person = (id: string) => ({ id, name: words.person(id) });
  return withoutUndefined({
    ...{ no, seq, status, end },
    policy: { ...state.policy, title: policy?.title ?? both(state.policy.id, state.policy.id) },
    category:
      state.intake === undefined ? undefined : titled(state.intake.category, words.category(state.intake.category)),
    ...{ recordedAt, resolvedAt, closedAt },
    recordedBy: recordedBy === undefined ? undefined : actorShown(recordedBy, words),
    intake: intakeFor(reader, state),
    ...{ severity, priority, major, judgement },
    department:
      state.department === undefined ? undefined : titled(state.department, words.department(state.department)),
    handler: state.handler === undefined ? undefined : person(state.handler),
    respondents: state.respondents.map(person),
    ...{ findings, proposal, accepted, remedies, messages, callbacks, promises, references, penalties, liability },
    ...{ delays, improvements, review, forms, round, notes, refusals },
    lines: Object.entries(state.lines).map(([id, line]) => ({
      id,
      title: words.line(id),
      status: line.status,
      ...(line.status === 'running' && line.step !== undefined
        ? { step: titled(line.step, words.step(`${id}/${line.step}`)) }
        : {}),
    })),
    tasks: answerOfState(state, seq).tasks,
    underWay: Object.values(state.effects).flatMap(({ activity, status: at }) => (at === 'underWay' ? [activity] : [])),
  });
}

function titled(id: string, title: Bilingual): { id: string; title: Bilingual } {
  return { id, title };
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
