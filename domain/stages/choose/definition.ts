import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { bilingualSchema, idSchema, thenSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import type { Refusal } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import type { CaseState } from '../../case/state';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';

const waySchema = z.strictObject({
  title: bilingualSchema,
  /** Step where the line goes on; without it and without `end`, the next one. */
  to: idSchema.optional(),
  end: z.string().optional(),
  then: thenSchema,
  /** The customer is told so. */
  template: z.string().optional(),
  /** How often it may be chosen in the life of a case. */
  atMost: z.int().min(1).optional(),
  /** Whether a new round of handling begins. */
  newRound: z.boolean().default(false),
});

/** As much of the step as a choice has to know. */
interface Choice {
  id: string;
  ways: Record<string, z.output<typeof waySchema>>;
  reason: boolean;
}
const define = actionOf<Choice>();

/** How often a way was chosen before. */
export function timesChosen(state: CaseState, step: string, way: string): number {
  return state.timesChosen?.[`${step}/${way}`] ?? 0;
}

/**
 * Somebody decides which way the case goes, among those the policy names, and says why: what becomes of a customer whom
 * nothing satisfies is a decision of management (seed 001, P8), and so is whether a problem can be solved at all.
 */
export const choose = defineStage({
  stage: 'choose',
  title: both('确定处理方式', 'Choose how to proceed'),
  params: z
    .strictObject({
      ...waitBase,
      stage: z.literal('choose'),
      ways: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/), waySchema),
      /** Role that tells the customer where no message reaches them; whoever decides, without it. */
      teller: z.string().optional(),
      /** Whether the decision needs a reason. */
      reason: z.boolean().default(true),
      /** The way chosen becomes the fact `chosen.<fact>`. */
      fact: z
        .string()
        .regex(/^[a-z][A-Za-z0-9]{0,59}$/)
        .optional(),
    })
    .check((ctx) => {
      const step = ctx.value;
      const wrong = (path: string[], message: string) =>
        ctx.issues.push({ code: 'custom', input: step, path, message });
      if (Object.keys(step.ways).length < 2) wrong(['ways'], 'a choice needs at least two options');
      for (const [name, way] of Object.entries(step.ways)) {
        if (way.to !== undefined && way.end !== undefined) wrong(['ways', name], 'give "to" or "end", not both');
        if (way.then !== undefined && way.end === undefined) wrong(['ways', name, 'then'], '"then" needs "end"');
      }
      for (const rung of step.overdue)
        if (rung.do === 'decide' && step.ways[String(rung.data?.['way'])] === undefined)
          wrong(['overdue'], `the default is not an option of this step: ${Object.keys(step.ways).join(', ')}`);
    }),
  actions: [
    define({
      name: 'chooseWay',
      approves: true,
      title: both('作出决定', 'Decide'),
      help: both(
        '从办法列出的处理方式中选择一种，并说明理由。',
        'Choose one of the options in the policy and give the reason.',
      ),
      data: (text, { code }) => z.strictObject({ way: code, reason: text.optional() }),
      refuse: ({ state, message, step }) => refuseWay(state, message.data, step),
    }),
  ],
  events: {
    WayChosen: event<{ step: string; way: string; title?: Bilingual; fact?: string; reason?: string }>({
      audience: 'staff',
      apply: (state, data) => ({
        timesChosen: {
          ...state.timesChosen,
          [`${data.step}/${data.way}`]: timesChosen(state, data.step, data.way) + 1,
        },
        ...(data.fact === undefined ? {} : { chosen: { ...state.chosen, [data.fact]: data.way } }),
      }),
    }),
  },
  refers: (step) => ({
    roles: given(step.who, step.teller),
    steps: Object.values(step.ways).flatMap((way) => given(way.to, way.then)),
    templates: Object.values(step.ways).flatMap((way) => given(way.template)),
  }),
});

function refuseWay(
  state: CaseState,
  data: { way: string; reason?: string | undefined },
  step: Choice | undefined,
): Refusal | undefined {
  if (step === undefined) return undefined;
  const way = step.ways[data.way];
  const open = Object.entries(step.ways).filter(
    ([name, { atMost }]) => timesChosen(state, step.id, name) < (atMost ?? Infinity),
  );
  const wayOut = both(
    `可选：${open.map(([name, { title }]) => `${name}（${title.zh}）`).join('、')}`,
    `Available: ${open.map(([name, { title }]) => `${name} (${title.en})`).join(', ')}`,
  );
  if (way === undefined)
    return refuse('UnknownOption', 422, both('没有这种处理方式。', 'There is no such option.'), wayOut);
  if (!open.some(([name]) => name === data.way))
    return refuse(
      'NotAllowedByPolicy',
      409,
      both('这种处理方式已用到次数上限。', 'This option has been used as often as the policy allows.'),
      wayOut,
    );
  if (step.reason && data.reason === undefined)
    return refuse('EvidenceMissing', 422, both('此决定须说明理由。', 'This decision needs a reason.'));
  return undefined;
}
