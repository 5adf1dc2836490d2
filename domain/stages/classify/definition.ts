import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { withJudgement } from '../../case/judgement';
import { idSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/** What a complaint is by its nature, and the grounds that each nature has. */
export const NATURES = {
  valid: ['dereliction', 'harm'],
  communicative: ['help', 'question', 'venting'],
  unfounded: [],
} as const;
export type Nature = keyof typeof NATURES;

interface Judged {
  nature: Nature;
  reason?: string;
  evidence?: string;
}

/**
 * Valid, communicative or unfounded (seed 001, P9). Valid: dereliction that the competent authority has verified, or
 * harm done, on purpose or not. Communicative: somebody needs help, asks, or lets off steam. A communicative complaint
 * that comes back was handled badly: entered again in a later round, the stage turns it valid and asks nobody.
 */
export const classify = defineStage({
  stage: 'classify',
  title: both('投诉定性', 'Nature of the complaint'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('classify'),
    /** Where a communicative complaint goes on; the next step without it. */
    communicative: z.strictObject({ to: idSchema.optional() }).prefault({}),
    unfounded: z
      .strictObject({ end: z.string().default('unfounded'), template: z.string().default('unfounded') })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'classifyComplaint',
      title: both('定性', 'Classify'),
      help: both(
        '有效投诉（失职须有主管部门查实，或造成损害）、沟通性投诉（求助、咨询、发泄）或不成立（须有证据）。',
        'Valid (neglect of duty verified by the authority, or harm), communicative (help, enquiry, venting), or unfounded (with evidence).',
      ),
      data: (text) =>
        z
          .strictObject({
            nature: z.enum(['valid', 'communicative', 'unfounded']),
            ground: z.enum(['dereliction', 'harm', 'help', 'question', 'venting']).optional(),
            /** The authority's finding, for dereliction. */
            verification: text.optional(),
            evidence: text.optional(),
            reason: text.optional(),
          })
          .refine(
            ({ nature, ground }) =>
              ground === undefined
                ? NATURES[nature].length === 0
                : (NATURES[nature] as readonly string[]).includes(ground),
            { path: ['ground'], message: 'a ground of this nature' },
          ),
      refuse: ({ message: { data } }) => {
        if (data.nature === 'unfounded' && data.evidence === undefined)
          return refuse(
            'EvidenceMissing',
            422,
            both('判为不成立须写明证据。', 'To classify a complaint as unfounded, name the evidence.'),
            both('填写 evidence，或判为其他性质。', 'Fill in "evidence", or choose another nature.'),
          );
        return data.ground === 'dereliction' && data.verification === undefined
          ? refuse(
              'EvidenceMissing',
              422,
              both('失职须有主管部门的查实结论。', 'Neglect of duty needs a finding by the competent authority.'),
              both('填写 verification，或以造成损害为由。', 'Fill in "verification", or choose harm as the ground.'),
            )
          : undefined;
      },
    }),
  ],
  events: {
    // A communicative one is neither: what was found of it before no longer stands.
    NatureJudged: event<Judged>({
      audience: 'staff',
      apply: (state, { nature, reason, evidence }, event) => ({
        facts: { ...state.facts, nature },
        ...(nature === 'communicative'
          ? { judgement: undefined, judgeAnew: undefined }
          : withJudgement(state, event, {
              founded: nature === 'valid',
              demandReasonable: true,
              ...(reason === undefined ? {} : { reason }),
              ...(evidence === undefined ? {} : { evidence }),
            })),
      }),
    }),
    TurnedValid: event<{ round: number }>({
      audience: 'staff',
      apply: (state, _, event) => ({
        facts: { ...state.facts, nature: 'valid' },
        ...withJudgement(state, event, {
          founded: true,
          demandReasonable: state.judgement?.demandReasonable ?? true,
        }),
      }),
    }),
  },
  refers: (step) => ({
    roles: [step.who],
    steps: given(step.communicative.to),
    templates: [step.unfounded.template],
  }),
});
