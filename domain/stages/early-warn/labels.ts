import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { earlyWarn } from './definition';

export const earlyWarnLabels: StageLabels<typeof earlyWarn> = {
  sentences: {
    EarlyWarningGiven: (e) =>
      both(
        `${e.who.zh}作了预警报备${e.is('inTime') ? '' : '（已超时）'}。`,
        `${e.who.en} gave the early warning${e.is('inTime') ? '' : ', late'}.`,
      ),
    EarlyWarningOmitted: () => both('未按要求预警。', 'The early warning was not given.'),
    ReportedOn: (e) => {
      const roles = e.list('to').map((role) => e.words.role(String(role)));
      return both(
        `${e.who.zh}向${roles.map((role) => role.zh).join('、')}报备。`,
        `${e.who.en} reported to ${roles.map((role) => role.en).join(', ')}.`,
      );
    },
  },
  actions: {
    giveWarning: {
      fields: {
        situation: { title: both('情况', 'Situation') },
      },
      example: { situation: '客户在展厅门口停车，要求退车' },
    },
    noteOmission: {
      fields: {
        reason: { title: both('原因', 'Reason') },
      },
      example: { reason: '未及时识别' },
    },
    reportOn: {
      fields: {
        assistance: { title: both('需要的支持', 'Support needed') },
      },
      example: { assistance: '厂家技术人员次日到店' },
    },
  },
};
