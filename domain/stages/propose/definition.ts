import { z } from 'zod';
import { actionOf, defineAction } from '../../actions/action';
import { event } from '../../event';
import { refuseRepeated } from '../../case/effects/consent';
import type { DataKinds } from '../../actions/data-kinds';
import type { PolicyTerms } from '../../policy/terms';
import { takenUp } from '../../linked-cases/incident/taken-up';
import { refuseCost } from '../../case/effects/goodwill';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import type { Refusal } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import type { CaseState, Task } from '../../case/state';
import { both } from '../../values/text';

/** Options as the proposer sends them; what they cost is worked out by us, never taken from the message. */
export function optionsSchema(text: z.ZodType<string, string>, { remedies }: DataKinds) {
  return z
    .array(z.strictObject({ title: text.optional(), remedies: remedies(1) }))
    .min(1)
    .max(4);
}

/** Only kinds that the policy names for the complaint's category. */
export function refuseRemedies(
  state: CaseState,
  policy: PolicyTerms,
  remedies: readonly { kind: string; params?: unknown }[],
  task?: Task,
): Refusal | undefined {
  const category = state.intake === undefined ? undefined : policy.categories[state.intake.category];
  const allowed = (category?.remedies ?? []).filter(isAllowedHere(state, task));
  const wrong = remedies.find(({ kind }) => !allowed.includes(kind));
  return wrong === undefined
    ? refuseCost(state, policy, remedies)
    : refuse(
        'NotAllowedByPolicy',
        422,
        both(
          `办法不允许此类投诉使用补救方式「${wrong.kind}」。`,
          `The policy does not allow the remedy "${wrong.kind}" for this category.`,
        ),
        both(`可用：${allowed.join('、')}`, `Allowed: ${allowed.join(', ')}`),
      );
}

/** A fair proposal in view of the demand (seed 000, step 5), alternatives best first. */
export const propose = defineStage({
  stage: 'propose',
  title: both('提出处理方案', 'Propose'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('propose'),
    /** `false` where another body takes it over from the case's handler (audit). Not defaulted: older cases lack it. */
    byHandler: z.boolean().optional(),
    /** Decision table (hit: collect) with the output `kind`: of what the category allows, only these are possible. */
    remedies: z.string().optional(),
    /** How many options a proposal has at least, so that the customer has something to choose from. */
    atLeast: z.int().min(1).max(4).default(1),
  }),
  actions: [
    actionOf<{ atLeast: number }>()({
      name: 'propose',
      title: both('提出方案', 'Propose'),
      help: both('一至四个方案，最好的在前。', 'One to four options, the best first.'),
      data: (text, kinds) =>
        z.strictObject({
          options: optionsSchema(text, kinds),
          reason: text.optional(),
          /** A remedy that was given before is meant to be given once more. */
          again: z.literal(true).optional(),
        }),
      refuse: ({ state, policy, message: { data }, task, step }) => {
        const remedies = data.options.flatMap((option) => option.remedies);
        return (
          refuseTooFew(data.options, step) ??
          refuseRemedies(state, policy, remedies, task) ??
          refuseRepeated(state, remedies, data.again)
        );
      },
    }),
    defineAction({
      name: 'declineDemand',
      title: both('诉求不予支持', 'Decline the demand'),
      help: both(
        '诉求明显过高的，说明理由，不予支持；须经批准。',
        'Decline an excessive demand with reasons. Needs approval.',
      ),
      data: (text) => z.strictObject({ reason: text }),
    }),
  ],
  events: {
    RemedyProposed: event<
      Pick<NonNullable<CaseState['proposal']>, 'options' | 'costFen' | 'incident' | 'goodwill'> & {
        reason?: string;
        again?: true;
      }
    >({
      audience: 'staff',
      apply: (state, { options, costFen, incident, goodwill }, event) => ({
        proposal: {
          ...{ by: event.by?.id ?? '', options, costFen, round: state.round },
          ...(goodwill === undefined ? {} : { goodwill }),
          ...(incident === undefined ? {} : { incident }),
        },
        proposals: state.proposals + 1,
        ...(incident === undefined ? {} : takenUp(state, 'proposal')),
        offersRefused: 0,
        // What was agreed on before, in an earlier round or before the plan was changed, says nothing of this one.
        accepted: undefined,
      }),
    }),
    DemandDeclined: event<{ reason?: string }>({
      audience: 'staff',
      apply: (state, data, event) => ({
        proposal: { by: event.by?.id ?? '', options: [], costFen: 0, round: state.round, reason: data.reason },
        proposals: state.proposals + 1,
        offersRefused: 0,
        accepted: undefined,
      }),
    }),
  },
  refers: (step) => ({ roles: [step.who], tables: given(step.remedies) }),
});

/** What the step's table has left of the remedies, as it was answered when the step began. */
function isAllowedHere(state: CaseState, task: Task | undefined): (kind: string) => boolean {
  const answers = task === undefined ? undefined : state.answers[`${placeOf(task)}/remedies`];
  if (!Array.isArray(answers)) return () => true;
  const kinds = (answers as { kind?: unknown }[]).map(({ kind }) => kind);
  return (kind) => kinds.includes(kind);
}

function placeOf({ id }: Task): string {
  return id.slice(0, id.lastIndexOf('/'));
}

function refuseTooFew(options: readonly unknown[], step: { atLeast: number } | undefined): Refusal | undefined {
  if (step === undefined || options.length >= step.atLeast) return undefined;
  return refuse(
    'NotAllowedByPolicy',
    422,
    both(`至少须有 ${step.atLeast} 个方案。`, `A proposal needs at least ${step.atLeast} options.`),
  );
}
