import { z } from 'zod';
import { actionOf, defineAction } from '../../actions/action';
import { event } from '../../event';
import { formDataSchema } from '../../policy/form';
import { bilingualSchema, rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';

type Plain = string | number | boolean;
export interface Filled {
  form: string;
  fields: Record<string, Plain>;
  texts: Record<string, string>;
}

/**
 * Somebody fills in a form of the policy (a register, a report, what a case needs before it may be closed). The case
 * itself holds them to it: what is missing or of another kind is refused with every field named.
 */
export const form = defineStage({
  stage: 'form',
  title: both('填写表单', 'Fill in a form'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('form'),
    /** One of the policy's `forms`. */
    form: z.string(),
    /** Given to the case's handler by name, where there is one. */
    byHandler: z.boolean().default(false),
    /** How long after the step before it is asked for (a follow-up after a week). */
    delay: timeLimitSchema.optional(),
    /** Who may not fill it in: a check of what somebody did is not theirs. */
    notBy: z.array(z.enum(['recorder', 'handler'])).default([]),
    /** A second person reads it and signs, or gives it back to be filled in again. */
    signed: z
      .strictObject({
        who: z.string().min(1),
        title: bilingualSchema.optional(),
        within: timeLimitSchema.optional(),
        overdue: z.array(rungSchema).default([]),
        /** Given back more often than this, it stays as it is, unsigned. */
        atMost: z.int().min(1).max(10).default(3),
      })
      .optional(),
    /** Message to the customer once it is filled in (and signed). */
    template: z.string().optional(),
  }),
  actions: [
    actionOf<{ form: string }>()({
      name: 'fillForm',
      title: both('填写表单', 'Fill in the form'),
      help: both(
        'fields 填事实，texts 填文字说明；必填项由办法规定。',
        'Facts go in `fields`, free text in `texts`. The policy defines the required fields.',
      ),
      data: (text, { word, name }) =>
        z.strictObject({
          fields: z.record(name, z.union([word, z.number(), z.boolean()])).default({}),
          texts: z.record(name, text).default({}),
        }),
      dataFor: ({ policy, step }) => {
        const asked = step === undefined ? undefined : policy.forms?.[step.form];
        return asked === undefined ? undefined : (text, kinds) => formDataSchema(asked, text, kinds);
      },
    }),
    defineAction({
      name: 'signForm',
      approves: true,
      title: both('审阅签字', 'Sign the form'),
      help: both('由填写人以外的人审阅后签字。', 'A person other than the author reviews and signs the form.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
    defineAction({
      name: 'returnForm',
      approves: true,
      title: both('退回表单', 'Return the form'),
      help: both('填写不全或有误时退回重填，请说明理由。', 'Return an incomplete or incorrect form with the reason.'),
      data: (text) => z.strictObject({ reason: text }),
    }),
  ],
  events: {
    FormFilled: event<Filled>({
      audience: 'staff',
      apply: (state, { form: name, fields, texts }, event) =>
        withForm(state, name, { fields, texts, filledAt: event.at, ...(event.by ? { filledBy: event.by.id } : {}) }),
    }),
    FormSigned: event<{ form: string }>({
      audience: 'staff',
      apply: (state, { form: name }, event) => {
        const known = state.forms?.[name];
        const signed = { signedAt: event.at, ...(event.by ? { signedBy: event.by.id } : {}) };
        return known === undefined ? {} : withForm(state, name, { ...known, ...signed });
      },
    }),
    FormReturned: event<{ form: string; reason?: string }>({ audience: 'staff' }),
    FormNotFilled: event<{ form: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({
    roles: given(step.who, step.signed?.who),
    templates: given(step.template),
    forms: [step.form],
  }),
});

/** The latest word counts: a form that is filled in again replaces what stood there, and its signature. */
function withForm(state: CaseState, name: string, filled: NonNullable<CaseState['forms']>[string]): Partial<CaseState> {
  return { forms: { ...state.forms, [name]: filled } };
}
