import { z } from 'zod';
import { ACTIONS } from '../../domain/actions';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { stepFor } from '../../domain/actions/step-for';
import { plainSchema } from '../../domain/actions/data-kinds';
import { bilingualSchema } from '../../domain/policy/step';
import { firstWho } from '../../domain/policy/step-of-task';
import { openTasks } from '../../domain/case/tasks/tasks';
import { refuse } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import { optionsSchema } from '../../domain/stages/propose/definition';
import { numberOf, numberPath } from '../case/number';
import { forReader } from '../case/penalties';
import { previewOf } from '../case/preview';
import { readCase } from '../case/read-case';
import { wordsFor } from '../case/words-for';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { refused } from '../problem';
import { plainText } from '../text-schema';
import { storeUnavailable } from '../unavailable';

const fen = z.int();

/** What a proposal would cost, who would approve it, and what the law grants at least. */
export const preview = defineOperation({
  id: 'previewProposal',
  method: 'post',
  path: '/complaints/{no}/proposal-preview',
  tag: 'Actions',
  title: both('方案试算', 'Preview a proposal'),
  help: both(
    '在提交前试算方案：各方案费用、将由谁审批、法定最低标准，以及现在会不会被退回。不产生任何影响，可随时调用。',
    'Of a proposal that was not sent yet: what each option costs, who would approve it, the legal minimum, and whether it would be refused now. It has no effect.',
  ),
  who: 'acting',
  pathSchema: numberPath,
  bodySchema: z.strictObject({
    task: z.string().max(200).optional().meta({ description: 'Where several open tasks take a proposal.' }),
    data: plainSchema(
      (text, kinds) =>
        z.strictObject({
          options: optionsSchema(text, kinds),
          reason: text.optional(),
          again: z.literal(true).optional(),
        }),
      plainText,
    ),
  }),
  bodyExample: { data: ACTION_LABELS.get('propose')?.example },
  answers: {
    200: {
      description: 'As things are at this moment.',
      schema: z
        .object({
          costs: z.array(fen).meta({ description: 'Of each option, in fen.' }),
          costFen: fen.meta({ description: 'Of the dearest, by which it is approved.' }),
          approval: z
            .object({
              roles: z.array(z.object({ id: z.string(), title: bilingualSchema })),
              rules: z.array(z.string()).optional().meta({ description: 'Rules of the table that name them.' }),
            })
            .optional(),
          legalMinimum: z
            .object({
              offeredFen: fen.meta({ description: 'Of the cheapest option, for the customer may take it.' }),
              minimumFen: fen,
              laws: z.array(z.object({ law: z.string(), minimumFen: fen })),
            })
            .optional(),
          refusal: z
            .object({ code: z.string(), message: bilingualSchema, wayOut: bilingualSchema.optional() })
            .optional()
            .meta({ description: 'Why it would be refused.' }),
        })
        .meta({ id: 'ProposalPreview' }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'NoOpenTask', 'EngineUnavailable'],
  handle: async ({ deps, actor, path, body }) => {
    const read = forReader(actor, await readCase(deps, numberOf(path), actor));
    const { state, policy, bundle } = read;
    if (policy === undefined || bundle === undefined) throw storeUnavailable(undefined);
    const task = openTasks(state).find(
      ({ id, actions }) => actions.includes('propose') && (body.task === undefined || body.task === id),
    );
    if (task === undefined)
      throw refused(refuse('NoOpenTask', 409, both('现在没有提出方案的待办。', 'No open task takes a proposal now.')));
    const found = previewOf(deps, { state, bundle, task }, body.data.options);
    if ('errors' in found) throw invalid(found.errors);
    const words = await wordsFor(deps, policy);
    const message = { data: body.data, by: actor } as never;
    const refusal = ACTIONS.get('propose')?.refuse?.({
      ...{ state, policy, task, message, step: stepFor('propose', policy, task) },
      firstAt: (stage) => firstWho(policy, stage),
    });
    const { approval, ...rest } = found;
    return {
      status: 200,
      body: {
        ...rest,
        ...(approval === undefined
          ? {}
          : { approval: { ...approval, roles: approval.roles.map((id) => ({ id, title: words.role(id) })) } }),
        ...(refusal === undefined
          ? {}
          : {
              refusal: {
                ...{ code: refusal.code, message: refusal.message },
                ...(refusal.wayOut === undefined ? {} : { wayOut: refusal.wayOut }),
              },
            }),
      },
    };
  },
});
