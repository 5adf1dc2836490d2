import { z } from 'zod';
import { bilingualSchema, idSchema, stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import type { ProposedOption } from '../../case/state';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';

/**
 * A guarantee given beforehand fixes what a named failure is worth (seed 001, P8): a decision table says whether one
 * covers the complaint, and what it grants is executed without a proposal, an approval or an offer, because all of that
 * was decided when the guarantee was given. Nobody is waited for.
 */
export const guarantee = defineStage({
  stage: 'guarantee',
  outward: true,
  title: both('服务保证', 'Guarantee'),
  params: z.strictObject({
    ...stepBase,
    stage: z.literal('guarantee'),
    /** Answers `grants` (a name below, or an empty text where no guarantee covers it) and `amountFen`. */
    table: z.string().default('guarantee'),
    grants: z.record(
      z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/),
      z.strictObject({
        title: bilingualSchema,
        remedies: z
          .array(
            z.strictObject({
              kind: z.string(),
              params: z.record(z.string(), z.unknown()).default({}),
              /** Parameter that takes the table's `amountFen`. */
              amountAs: z.string().optional(),
            }),
          )
          .min(1)
          .max(5),
      }),
    ),
    /** The `execute` step. */
    to: idSchema,
  }),
  actions: [],
  events: {
    GuaranteeApplied: event<{ grants: string; title: Bilingual; option: ProposedOption; goodwill?: true }>({
      audience: 'staff',
      apply: (state, data) => ({
        proposal: {
          ...{ by: '', options: [data.option], costFen: data.option.costFen, round: state.round },
          ...(data.goodwill === undefined ? {} : { goodwill: data.goodwill }),
        },
        proposals: state.proposals + 1,
        accepted: { option: 0, options: data.option, round: state.round, proposal: state.proposals + 1 },
        facts: { ...state.facts, guaranteed: true },
      }),
    }),
    GuaranteeUnfit: event<{ grants: string; problems: string[] }>({ audience: 'staff' }),
  },
  refers: (step) => ({ tables: [step.table], steps: [step.to] }),
});
