import { payWords } from '../../labels/fixed-words';
import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { penalise } from './definition';

export const penaliseLabels: StageLabels<typeof penalise> = {
  sentences: {
    DelayExcused: (e) => {
      const [zh, en] = EXCUSES[e.text('because')] ?? [e.text('because'), e.text('because')];
      return both(`「${e.task.zh}」的逾期不计：${zh}。`, `The delay of "${e.task.en}" is excused: ${en}.`);
    },
    LiabilityShared: () => both('系统按责任表分摊了损失。', 'Loss allocated by the liability table.'),
    SupplierClaimed: (e) => {
      const amount = e.words.money(e.number('amountFen'));
      return both(
        `向供应商 ${e.text('supplier')} 提出追偿 ${amount.zh}。`,
        `Claim against supplier ${e.text('supplier')}: ${amount.en}.`,
      );
    },
    PenaltyProposed: (e) => {
      const number = e.list('penalties').length;
      return both(
        `系统提出 ${number} 项处罚。`,
        `Proposed by rule: ${number} ${number === 1 ? 'penalty' : 'penalties'}.`,
      );
    },
    PersonHeard: (e) => {
      const person = e.words.person(e.text('person'));
      return e.has('statement')
        ? both(`${person} 作了陈述申辩。`, `Statement on the proposed penalty made by ${person}.`)
        : both(
            `${person} 未作陈述，不视为承认。`,
            `No statement on the proposed penalty from ${person}. Silence is not an admission.`,
          );
    },
    PenaltyAppealed: (e) => {
      const person = e.words.person(e.text('person'));
      return both(`${person} 对处罚申请复核。`, `Appeal against the penalty filed by ${person}.`);
    },
    AppealDecided: (e) => {
      const person = e.words.person(e.text('person'));
      const [zh, en] = APPEALS[e.text('outcome')] ?? [e.text('outcome'), e.text('outcome')];
      return both(`${person} 的复核：${zh}。`, `Appeal by ${person}: ${en}.`);
    },
    PenaltyAssessed: (e) => penaltySays(e, '处罚', 'Penalty decided'),
    PenaltyWaived: (e) => penaltySays(e, '免除处罚', 'Penalty waived'),
  },
  actions: {
    stateView: {
      fields: {
        statement: {
          title: both('陈述', 'Statement'),
          help: both('不陈述不视为承认。', 'Silence is not an admission.'),
        },
      },
      example: { statement: '当天仓库停电，已当场报修' },
    },
    decidePenalties: {
      fields: {
        waived: { title: both('免除', 'Waived') },
        reduced: { title: both('减轻', 'Reduced') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { waived: [{ index: 1, reason: '主要原因在供应商' }] },
    },
    appealPenalty: {
      fields: {
        grounds: { title: both('复核理由', 'Grounds') },
      },
      example: { grounds: '检测报告显示故障源于运输' },
    },
    acceptPenalty: { fields: {}, example: {} },
    decideAppeal: {
      fields: {
        waived: { title: both('免除', 'Waived') },
        reduced: { title: both('减轻', 'Reduced') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { reduced: [{ index: 0, percent: 3, reason: '首次发生，已主动改正' }] },
    },
  },
};

function penaltySays(e: TimelineEntry<Record<string, unknown>>, zh: string, en: string): Bilingual {
  const role = e.words.role(e.text('role'));
  const whom = e.has('person') ? both(e.words.person(e.text('person')), e.words.person(e.text('person'))) : role;
  const pay = payWords(e.text('of'));
  return both(
    `${zh}：${whom.zh}，${pay.zh}的 ${e.number('percent')}%。`,
    `${en} for ${whom.en}: ${e.number('percent')} % of ${pay.en}.`,
  );
}

const EXCUSES: Readonly<Record<string, readonly [string, string]>> = {
  absence: ['到期时承办人不在岗', 'the assignee was absent at the due time'],
  reassignment: ['改派时时限已过半', 'the task was reassigned after half of the time had passed'],
  pause: ['到期时案件处于暂停', 'the case was paused at the due time'],
};

const APPEALS: Readonly<Record<string, readonly [string, string]>> = {
  upheld: ['维持原决定', 'decision upheld'],
  reduced: ['减轻', 'reduced'],
  waived: ['免除', 'waived'],
};
