import { z } from 'zod';
import { defineAction } from '../action';
import { waitBase } from '../policy/step';
import { defineStage, given } from '../stage';
import { both } from '../text';

/**
 * Penalties by size of loss on the persons responsible and the department head, and on whoever delayed (seed 000, step
 * 7): a percentage of performance pay or bonus, proposed by the policy's table, decided by a leader. Liability, a share
 * of the loss, is a second table. Both are kept apart.
 */
export const penalise = defineStage({
  stage: 'penalise',
  title: both('责任与处罚', 'Penalties'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('penalise'),
    table: z.string().default('penalty'),
    /** Table of who bears the loss: answers `bearer`, `percent` and whatever else is worth keeping. */
    liability: z.string().optional(),
    /** Role that answers for its department, penalised beside the persons (seed 000: "and the department head"). */
    head: z.string().optional(),
  }),
  actions: [
    defineAction({
      name: 'decidePenalties',
      title: both('处罚决定', 'Decide the penalties'),
      help: both(
        '确认系统提出的处罚，或逐项免除并说明理由。',
        'Confirm what the rules propose, or waive single ones with a reason.',
      ),
      data: (text) =>
        z.strictObject({
          waived: z
            .array(z.strictObject({ index: z.int().nonnegative(), reason: text }))
            .max(50)
            .default([]),
          comment: text.optional(),
        }),
    }),
  ],
  events: {
    LiabilityShared: (_, data: { shares: Record<string, unknown>[] }) => ({ liability: data.shares }),
    PenaltyProposed: () => ({}),
    PenaltyAssessed: (state, data: Record<string, unknown>) => ({ penalties: [...state.penalties, data] }),
    PenaltyWaived: (state, data: Record<string, unknown>) => ({ penaltiesWaived: [...state.penaltiesWaived, data] }),
  },
  refers: (step) => ({
    roles: given(step.who, step.head),
    tables: given(step.table, step.liability),
  }),
});
