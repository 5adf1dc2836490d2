import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { refuseRepeated } from '../../case/effects/consent';
import { thenSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';
import { refuseRemedies } from '../propose/definition';

/**
 * Solved at first contact: whoever takes the complaint solves it with the customer there and then, in one action, within
 * an authority of their own (seed 000, P2; seed 001: a desk with its own authority). What is beyond it, or what they
 * can't solve, is handed on at once and goes the ordinary way.
 */
export const solveAtOnce = defineStage({
  stage: 'solveAtOnce',
  outward: true,
  title: both('当场解决', 'Resolve at first contact'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('solveAtOnce'),
    /** What all remedies together may cost without anybody else's word. */
    upToFen: z.int().nonnegative().default(0),
    solved: z
      .strictObject({ end: z.string().default('solved'), template: z.string().optional(), then: thenSchema })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'solveAtOnce',
      title: both('当场解决', 'Resolve now'),
      help: both(
        '客户同意，且在本人权限内，当场解决并结案；超出权限的自动转交。',
        'If the customer agrees and the cost is within your authority, resolve and close the case. Beyond your authority, the case is passed on automatically.',
      ),
      data: (text, { remedies }) =>
        z.strictObject({
          agreed: z.literal(true),
          remedies: remedies(0).default([]),
          result: text,
          /** A remedy that was given before is meant to be given once more. */
          again: z.literal(true).optional(),
        }),
      refuse: ({ state, policy, message: { data } }) =>
        refuseRemedies(state, policy, data.remedies) ?? refuseRepeated(state, data.remedies, data.again),
    }),
    defineAction({
      name: 'handOn',
      title: both('转交处理', 'Pass on'),
      help: both(
        '本人不能解决，立即转入正常流程。',
        'You cannot resolve the case. It enters the normal procedure at once.',
      ),
      data: (text) => z.strictObject({ reason: text.optional() }),
    }),
  ],
  events: {
    SolvedAtFirstContact: event<{ costFen: number; result?: string }>({
      audience: 'staff',
      apply: (state) => ({ facts: { ...state.facts, firstContact: true } }),
    }),
    SolutionBeyondAuthority: event<{ costFen: number; upToFen: number }>({ audience: 'staff' }),
    HandedOn: event<{ reason?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({
    roles: [step.who],
    steps: given(step.solved.then),
    templates: given(step.solved.template),
  }),
});
