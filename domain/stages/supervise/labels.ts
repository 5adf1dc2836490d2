import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { supervise } from './definition';

export const superviseLabels: StageLabels<typeof supervise> = {
  sentences: {
    MeasuresApproved: (e) => {
      const person = e.words.person(e.text('supervisor'));
      return both(
        `${e.who.zh}批准措施，由${person}监督。`,
        `${e.who.en} approved the measures. Supervisor: ${person}.`,
      );
    },
    MeasuresRejected: (e) =>
      e.is('final')
        ? both(
            `${e.who.zh}再次退回措施，已达次数上限，不再重拟。`,
            `${e.who.en} rejected the measures for good: they were sent back too often to be planned again.`,
          )
        : both(`${e.who.zh}退回了措施。`, `${e.who.en} sent the measures back.`),
    MeasureChecked: (e) =>
      both(
        `${e.who.zh}检查措施 ${e.number('measure')}：${e.is('done') ? '已落实' : '未落实'}。`,
        `${e.who.en} checked measure ${e.number('measure')}: ${e.is('done') ? 'carried out' : 'not carried out'}.`,
      ),
    MeasuresVerified: (e) =>
      both(
        `${e.who.zh}检查措施落实情况：${e.is('effective') ? '有效' : '无效'}。`,
        `${e.who.en} verified the measures: ${e.is('effective') ? 'effective' : 'not effective'}.`,
      ),
  },
  actions: {
    approveMeasures: {
      fields: {
        supervisor: { title: both('监督人', 'Supervisor') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { supervisor: 'mei' },
    },
    rejectMeasures: {
      fields: {
        reason: { title: both('退回原因', 'Reason') },
      },
      example: { reason: '没有期限' },
    },
    checkMeasure: {
      fields: {
        done: { title: both('已落实', 'Carried out') },
        finding: { title: both('检查情况', 'Finding') },
      },
      example: { done: true, finding: '已完成培训，有签到' },
    },
    verifyMeasures: {
      fields: {
        effective: { title: both('有效', 'Effective') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { effective: true },
    },
  },
};
