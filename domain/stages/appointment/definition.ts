import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

/**
 * A time is agreed on with the customer, and somebody arrives (seed 004: not more than ten minutes after it). A change
 * counts only with the customer's consent given before the appointed time; whoever comes later than that is late, which
 * is a fact and, as the ladder says, a charged delay.
 */
export const appointment = defineStage({
  stage: 'appointment',
  title: both('预约上门', 'Appointment'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('appointment'),
    arrival: z.strictObject({
      who: z.string(),
      /** How long after the appointed time is still in time. */
      within: timeLimitSchema,
      overdue: z.array(rungSchema).default([]),
      /** Whoever notes only afterwards that nobody was at home was late, whatever is agreed on next. */
      absenceInTime: z.boolean().default(false),
    }),
  }),
  actions: [
    defineAction({
      name: 'makeAppointment',
      title: both('预约', 'Make an appointment'),
      help: both('与客户约定的上门时间。', 'The visit time agreed with the customer.'),
      data: (text) => z.strictObject({ at: instantSchema(), comment: text.optional() }),
      refuse: ({ message, now }) => past(message.data.at, now),
    }),
    defineAction({
      name: 'changeAppointment',
      title: both('改约', 'Change the appointment'),
      help: both('须在约定时间之前征得客户同意。', 'Requires the customer’s consent before the appointed time.'),
      data: (text) => z.strictObject({ at: instantSchema(), consented: z.boolean(), reason: text.optional() }),
      refuse: ({ state, message, now }) => {
        if (!message.data.consented)
          return refuse(
            'NotAllowedByPolicy',
            422,
            both('改约须经客户同意。', 'A change needs the customer’s consent.'),
            both('征得同意后再改，或按原时间上门。', 'Ask for consent first, or keep the agreed time.'),
          );
        const appointed = appointedAt(state);
        return now !== undefined && appointed !== undefined && Date.parse(now) >= Date.parse(appointed)
          ? refuse(
              'InThePast',
              422,
              both(
                '约定时间已到，不能再改约。',
                'The appointed time has come. The appointment can no longer be changed.',
              ),
              both('请尽快上门并登记到达。', 'Visit the customer now and record the arrival.'),
            )
          : past(message.data.at, now);
      },
    }),
    defineAction({
      name: 'recordArrival',
      title: both('登记到达', 'Record the arrival'),
      help: both('到达现场时登记。', 'Record this on arrival at the customer’s.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
    defineAction({
      name: 'recordAbsence',
      title: both('客户不在', 'Customer not at home'),
      help: both(
        '按时到达而客户不在，重新预约。',
        'The visit was on time, but the customer was absent. Make a new appointment.',
      ),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    AppointmentMade: event<{ at: string }>({ audience: 'staff', apply: withTime }),
    AppointmentChanged: event<{ at: string; consented?: boolean; reason?: string }>({
      audience: 'staff',
      apply: withTime,
    }),
    ArrivedInTime: event<{ appointedAt: string }>({
      audience: 'staff',
      apply: (state) => ({ facts: { ...state.facts, arrivedLate: false } }),
    }),
    ArrivedLate: event<{ appointedAt: string }>({
      audience: 'staff',
      apply: (state) => ({ facts: { ...state.facts, arrivedLate: true } }),
    }),
    CustomerAbsent: event<{ appointedAt: string; comment?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who, step.arrival.who] }),
});

function withTime(state: CaseState, data: { at: string }): Partial<CaseState> {
  return { facts: { ...state.facts, appointmentAt: data.at } };
}

/** The time agreed on with the customer, as it stands now. */
export function appointedAt(state: CaseState): string | undefined {
  const at = state.facts['appointmentAt'];
  return typeof at === 'string' ? at : undefined;
}

function past(at: string, now: string | undefined) {
  return now !== undefined && Date.parse(at) <= Date.parse(now)
    ? refuse('InThePast', 422, both('约定的时间已过。', 'The agreed time is in the past.'))
    : undefined;
}
