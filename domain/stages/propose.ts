import { z } from 'zod';
import { defineAction } from '../action';
import { waitBase } from '../policy/step';
import { refuse } from '../refusal';
import { defineStage, given } from '../stage';
import type { CaseState, ProposedOption, Task } from '../state';
import { openTasks } from '../tasks';
import { both } from '../text';

/** Options as the proposer sends them; what they cost is worked out by us, never taken from the message. */
const optionsSchema = z
  .array(
    z.strictObject({
      title: z.string().max(200).optional(),
      remedies: z
        .array(z.strictObject({ kind: z.string().min(1).max(60), params: z.record(z.string(), z.unknown()) }))
        .min(1)
        .max(5),
    }),
  )
  .min(1)
  .max(4);

export type ProposedOptions = z.output<typeof optionsSchema>;

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
  }),
  actions: [
    defineAction({
      name: 'propose',
      title: both('提出方案', 'Propose'),
      help: both('一至四个方案，最好的在前。', 'One to four options, the best first.'),
      data: (text) => z.strictObject({ options: optionsSchema, reason: text.optional() }),
      refuse: ({ state, policy, message }) => {
        const category = state.intake === undefined ? undefined : policy.categories[state.intake.category];
        const allowed = (category?.remedies ?? []).filter(isAllowedHere(state, message.task));
        const wrong = message.data.options.flatMap((o) => o.remedies).find((r) => !allowed.includes(r.kind));
        return wrong === undefined
          ? undefined
          : refuse(
              'NotAllowedByPolicy',
              422,
              both(
                `办法不允许此类投诉使用补救方式「${wrong.kind}」。`,
                `The policy does not allow the remedy "${wrong.kind}" for this category.`,
              ),
              both(`可用：${allowed.join('、')}`, `Allowed: ${allowed.join(', ')}`),
            );
      },
    }),
    defineAction({
      name: 'declineDemand',
      title: both('拒绝过分要求', 'Decline the demand'),
      help: both(
        '要求明显过分时，说明理由予以拒绝；须经批准。',
        'Refuse an excessive demand with reasons; needs approval.',
      ),
      data: (text) => z.strictObject({ reason: text }),
    }),
  ],
  events: {
    RemedyProposed: (state, data: { options: ProposedOption[]; costFen: number }, event) => ({
      proposal: { by: event.by?.id ?? '', options: data.options, costFen: data.costFen, round: state.round },
      offersRefused: 0,
    }),
    DemandDeclined: (state, data: { reason: string }, event) => ({
      proposal: { by: event.by?.id ?? '', options: [], costFen: 0, round: state.round, reason: data.reason },
      offersRefused: 0,
    }),
    ProposalUnfit: (state) => ({ refusals: state.refusals }),
  },
  refers: (step) => ({ roles: [step.who], tables: given(step.remedies) }),
});

/** What the step's table has left of the remedies, as it was answered when the step began. */
function isAllowedHere(state: CaseState, taskId: string | undefined): (kind: string) => boolean {
  const task = openTasks(state).find(({ id, actions }) => actions.includes('propose') && (taskId ?? id) === id);
  const answers = task === undefined ? undefined : state.answers[`${placeOf(task)}/remedies`];
  if (!Array.isArray(answers)) return () => true;
  const kinds = (answers as { kind?: unknown }[]).map(({ kind }) => kind);
  return (kind) => kinds.includes(kind);
}

function placeOf({ id }: Task): string {
  return id.slice(0, id.lastIndexOf('/'));
}
