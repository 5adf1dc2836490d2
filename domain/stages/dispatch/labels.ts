import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { dispatch } from './definition';

export const dispatchLabels: StageLabels<typeof dispatch> = {
  sentences: {
    JobDispatched: (e) => {
      const person = e.words.person(e.text('technician'));
      return both(`${e.who.zh}批准派工，由${person}上门。`, `${e.who.en} approved the work order and sent ${person}.`);
    },
    ElsewhereAsked: (e) => both(`${e.who.zh}申请外协。`, `${e.who.en} requested outside help.`),
    ElsewhereDeclined: (e) => both(`${e.who.zh}不同意外协。`, `${e.who.en} refused outside help.`),
    DispatchedElsewhere: (e) => {
      const where = e.text('partner') || e.words.department(e.text('department')).zh;
      const whereEn = e.text('partner') || e.words.department(e.text('department')).en;
      return both(`${e.who.zh}同意由${where}上门。`, `${e.who.en} agreed to send ${whereEn}.`);
    },
  },
  actions: {
    dispatch: {
      fields: {
        technician: { title: both('上门人员', 'Technician') },
        note: { title: both('派工说明', 'Note') },
      },
      example: { technician: 'wei' },
    },
    dispatchElsewhere: {
      fields: {
        partner: { title: both('外协单位', 'Partner') },
        department: { title: both('协助部门', 'Department') },
        allOut: { title: both('本部人员均已外出', 'Whole team is out') },
        reason: { title: both('原因', 'Reason') },
      },
      rules: [
        { when: { partner: 'missing' }, needs: ['department'] },
        { when: { partner: 'given' }, excludes: ['department'] },
      ],
      example: { partner: '宏达外协', allOut: true, reason: '三人均在外地' },
    },
    agreeElsewhere: {
      fields: {
        agreed: { title: both('同意', 'Agreed') },
        reason: { title: both('原因', 'Reason') },
      },
      example: { agreed: true },
    },
  },
};
