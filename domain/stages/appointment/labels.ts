import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { appointment } from './definition';

export const appointmentLabels: StageLabels<typeof appointment> = {
  sentences: {
    AppointmentMade: (e) =>
      both(
        `与客户约定 ${e.words.time(e.text('at'))}。`,
        `Appointment with the customer: ${e.words.time(e.text('at'))}.`,
      ),
    AppointmentChanged: (e) =>
      both(
        `经客户同意改约 ${e.words.time(e.text('at'))}。`,
        `Appointment changed to ${e.words.time(e.text('at'))} with the customer’s consent.`,
      ),
    ArrivedInTime: (e) => both(`${e.who.zh}按时到达。`, `${e.who.en} arrived on time.`),
    ArrivedLate: (e) => both(`${e.who.zh}迟到。`, `${e.who.en} arrived late.`),
    CustomerAbsent: () => both('客户不在，重新预约。', 'The customer was absent. A new appointment is needed.'),
  },
  actions: {
    makeAppointment: {
      fields: {
        at: { title: both('约定时间', 'Time') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { at: '2026-10-12T14:00:00+08:00' },
    },
    changeAppointment: {
      fields: {
        at: { title: both('改约时间', 'New time') },
        consented: { title: both('客户同意改约', 'Customer consents') },
        reason: { title: both('原因', 'Reason') },
      },
      example: { at: '2026-10-12T16:00:00+08:00', consented: true, reason: '前一家尚未完工' },
    },
    recordArrival: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: {},
    },
    recordAbsence: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: { comment: '电话未接' },
    },
  },
};
