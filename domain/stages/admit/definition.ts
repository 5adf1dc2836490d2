import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import type { DataSchema } from '../../actions/data-kinds';
import { thenSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';

const OUTCOMES = ['admitted', 'refused', 'question', 'transferred'] as const;
export type Admission = (typeof OUTCOMES)[number];

interface Decided {
  ground?: string;
  body?: string;
  reason?: string;
}

/** How it ends what was not admitted: under which name, by which message, and what is still due then. */
function ending(end: string, template: string) {
  return z.strictObject({ end: z.string().default(end), template: z.string().default(template), then: thenSchema });
}

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('admit'),
  /** Codes of the grounds on which it may be refused; without any, a refusal needs its reasons alone. */
  grounds: z.array(z.string().min(1).max(60)).min(1).optional(),
  refused: ending('notAdmitted', 'notAdmitted').optional(),
  question: ending('answeredAsQuestion', 'questionAnswered').optional(),
  transferred: ending('transferred', 'transferred').optional(),
});

type Step = z.output<typeof params>;
const define = actionOf<Step>();

interface Asked {
  outcome: Admission;
  ground?: string | undefined;
  body?: string | undefined;
  reason?: string | undefined;
}

function admissionOf(outcomes: readonly Admission[], grounds?: string[]): DataSchema<Asked> {
  return (text, { word }) =>
    z.strictObject({
      outcome: z.enum(outcomes),
      ground: (grounds === undefined ? word : z.enum(grounds)).optional(),
      /** Body that it goes to. */
      body: word.optional(),
      reason: text.optional(),
    });
}

/** What the policy's own step leaves possible. */
function possibleIn(step: Step | undefined): DataSchema<Asked> | undefined {
  if (step === undefined) return undefined;
  const outcomes = OUTCOMES.filter((outcome) => outcome === 'admitted' || step[outcome] !== undefined);
  return admissionOf(outcomes, step.grounds);
}

/**
 * An authority decides whether it takes a complaint on, within a time limit (seed 000, complaints about tourism): yes;
 * no, with reasons; it is a question and no complaint, answered and closed without ever being dispatched (seed 001, the
 * hotline for land); another body is competent, and it goes there. Only the outcomes that the policy names are possible.
 */
export const admit = defineStage({
  stage: 'admit',
  title: both('受理审查', 'Acceptance review'),
  params,
  actions: [
    define({
      name: 'decideAdmission',
      title: both('决定是否受理', 'Decide on acceptance'),
      help: both(
        '受理，或不予受理、按咨询答复、转办；后三者须写明理由或答复。',
        'Accept or reject the complaint, answer it as an enquiry, or refer it to the competent body. All but acceptance need a reason or an answer.',
      ),
      data: admissionOf(OUTCOMES),
      dataFor: ({ step }) => possibleIn(step),
      refuse: ({ message: { data } }) => {
        if (data.outcome === 'admitted') return undefined;
        if (data.reason === undefined)
          return refuse(
            'EvidenceMissing',
            422,
            both(
              '不予受理、按咨询答复或转办须写明理由或答复。',
              'A complaint that is not accepted needs a reason or an answer.',
            ),
            both('填写 reason，或予以受理。', 'Fill in "reason", or accept the complaint.'),
          );
        return data.outcome === 'transferred' && data.body === undefined
          ? refuse(
              'EvidenceMissing',
              422,
              both('须写明转办单位。', 'Name the body to which the complaint is referred.'),
            )
          : undefined;
      },
    }),
  ],
  events: {
    ComplaintAdmitted: event<Decided>({
      audience: 'staff',
      apply: (_, data, event) => decided('admitted', data, event.at),
    }),
    AdmissionRefused: event<Decided>({
      audience: 'staff',
      apply: (_, data, event) => decided('refused', data, event.at),
    }),
    AnsweredAsQuestion: event<Decided>({
      audience: 'staff',
      apply: (_, data, event) => decided('question', data, event.at),
    }),
    ComplaintTransferred: event<Decided>({
      audience: 'staff',
      apply: (_, data, event) => decided('transferred', data, event.at),
    }),
  },
  refers: (step) => {
    const endings = [step.refused, step.question, step.transferred];
    return {
      roles: [step.who],
      templates: given(...endings.map((one) => one?.template)),
      steps: given(...endings.map((one) => one?.then)),
    };
  },
  leads: () => ({ end: true }),
});

function decided(outcome: Admission, data: Decided, at: string): Partial<CaseState> {
  return { admission: { outcome, ...data, at } };
}
