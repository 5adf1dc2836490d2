import type { Bilingual } from '../domain/values/text';
import { both } from '../domain/values/text';
import type { Aside, Move, PlacedTask, Plan } from './scripted-staff';

export const DEMO_POLICY = 'demo';
/** Of the calendar that the policy goes by, so that the times of events and of deadlines are by the same clock. */
export const DEMO_ZONE = 'Asia/Shanghai';

/** What a plan needs to know of a case. */
export interface DemoCase {
  /** Its number within the demo, from 0: what happens to it follows from this alone. */
  index: number;
  category: string;
  demandFen: number;
  receiptFen: number;
}

/** A way that a case may take. */
export interface Story {
  title: Bilingual;
  asides?: readonly Aside[];
  /**
   * Where it differs from the plain way: a move, `leave` (nobody does anything), or undefined for the plain way. `role` of
   * the task tells whose turn it has become.
   */
  differs?: (task: PlacedTask) => Partial<Move> | 'leave' | undefined;
}

/** A task is left until the ladder has made it this role's. */
const until = (role: string) => (task: PlacedTask) => (task.role === role ? undefined : ('leave' as const));

/** Every branch of the procedure, those that a reader should see first at the top. */
export const STORIES: readonly Story[] = [
  { title: both('批准、接受、满意', 'Approved, accepted, satisfied') },
  {
    title: both('方案被退回一次后重提', 'Rejected once, proposed again'),
    differs: ({ step, visit }) =>
      step === 'approve' && visit === 1
        ? { action: 'reject', data: { reason: '请先与客户沟通再报。 / Talk to the customer first.' } }
        : undefined,
  },
  {
    title: both('投诉不成立', 'Unfounded'),
    differs: ({ name }) =>
      name === 'judge'
        ? {
            data: {
              founded: false,
              reason: '情况与记录不符。 / The records show otherwise.',
              evidence: '当日录像与签收记录 / Video and receipt of that day',
            },
          }
        : undefined,
  },
  {
    title: both('无人判定，到时按规则认定成立', 'Nobody judges: decided by default for the customer'),
    differs: ({ name }) => (name === 'judge' ? 'leave' : undefined),
  },
  {
    title: both('调查逾期，上报部门负责人', 'The investigation is overdue and escalated to the head of department'),
    differs: (task) => (task.step === 'investigate' ? until('departmentHead')(task) : undefined),
  },
  {
    title: both('客户拒绝第一方案，接受第二方案', 'The first option is refused, the second accepted'),
    differs: ({ name }) =>
      name === 'answer-1' ? { data: { accepted: false, comment: '不够。 / Not enough.' } } : undefined,
  },
  {
    title: both('人工认定为重大投诉，两位领导会签', 'Declared major by hand, two leaders sign'),
    asides: [
      {
        at: 'judge',
        role: 'complaintsManager',
        action: 'declareMajor',
        data: { reason: '涉及多人。 / Several people are affected.' },
      },
    ],
  },
  {
    title: both('回访不满意，再处理一轮', 'Dissatisfied at the callback: another round'),
    differs: ({ step, visit }) =>
      step === 'callback' && visit === 1
        ? { data: { reached: true, satisfied: false, comment: '钱还没到账。 / No money yet.' } }
        : undefined,
  },
  {
    title: both('诉求过高，经批准不予支持', 'An excessive demand, declined with approval'),
    differs: ({ step, name }) => {
      if (name === 'judge')
        return {
          data: { founded: true, demandReasonable: false, reason: '金额明显过高。 / The amount is out of proportion.' },
        };
      return step === 'propose'
        ? { action: 'declineDemand', data: { reason: '超出实际损失。 / It exceeds the loss by far.' } }
        : undefined;
    },
  },
  {
    title: both('客户撤回投诉', 'Withdrawn'),
    asides: [
      {
        at: 'investigate',
        role: 'complaintsDesk',
        action: 'withdraw',
        data: { reason: '客户来电撤回。 / The customer called.' },
      },
    ],
    // Whoever investigates waits for the withdrawal to be confirmed.
    differs: ({ step }) => (step === 'investigate' ? 'leave' : undefined),
  },
  {
    title: both('所有方案均被拒绝', 'Every option is refused'),
    differs: ({ step, name }) =>
      step === 'offer' && name.startsWith('answer-') ? { data: { accepted: false } } : undefined,
  },
  {
    title: both('客户一直没有答复', 'The customer never answers'),
    differs: ({ step, name }) => (step === 'offer' && name.startsWith('answer-') ? 'leave' : undefined),
  },
  {
    title: both('审批逾期，上报总经理', 'The approval is overdue and escalated to the general manager'),
    differs: (task) => (task.step === 'approve' ? until('generalManager')(task) : undefined),
  },
  {
    title: both('答复后客户提出异议，重新受理', 'Reopened after the answer'),
    asides: [
      {
        at: 'resolved',
        role: 'complaintsDesk',
        action: 'reopen',
        data: { reason: '客户补充了新证据。 / New evidence.' },
      },
    ],
  },
  {
    title: both('回访两次都联系不上', 'Not reached in two callbacks'),
    differs: ({ step }) => (step === 'callback' ? { data: { reached: false } } : undefined),
  },
  {
    title: both('转给另一部门；改善措施无人提出', 'Passed to another department; nobody plans improvements'),
    differs: ({ name, step, department }) => {
      if (name === 'accept-1' && department !== 'customerService')
        return {
          action: 'assign',
          data: { department: 'customerService', reason: '属客服部。 / Customer service is responsible.' },
        };
      return step === 'improve' ? 'leave' : undefined;
    },
  },
];

/** How long people take to begin, in the demo's fast time. */
const SLOWEST_MS = 2_500;

/** The story of a case and what its plan makes of each task. The same for the same case, whenever it is run. */
export function planFor(about: DemoCase): Plan & { story: Story } {
  const story = STORIES[about.index % STORIES.length] as Story;
  const chance = (what: string): number => chanceOf(`${about.index}/${what}`);
  return {
    story,
    asides: story.asides ?? [],
    about: (task) => {
      const own = story.differs?.(task);
      if (own === 'leave') return undefined;
      const action = own?.action ?? task.actions.find((name) => name in PLAIN);
      if (action === undefined) return undefined;
      // An answer names the offer that it is for.
      const data = {
        ...(own?.data ?? PLAIN[action]?.(about, chance)),
        ...(action === 'answerOffer' ? task.offer : {}),
        // Whoever was not satisfied is offered the same once more.
        ...(action === 'propose' && task.visit > 1 ? { again: true } : {}),
      };
      return { action, data, afterMs: Math.round(300 + chance(task.id) * (SLOWEST_MS - 300)) };
    },
  };
}

type Chance = (what: string) => number;

/** What staff do where the story says nothing else. */
const PLAIN: Record<string, (about: DemoCase, chance: Chance) => Record<string, unknown>> = {
  confirmTold: () => ({}),
  judge: () => ({ founded: true, reason: '理由充分。 / The reasons are sufficient.' }),
  accept: () => ({}),
  submitFindings: (about, chance) => ({
    cause: CAUSES[Math.floor(chance('cause') * CAUSES.length)],
    persons: chance('person') < 0.4 ? [RESPONSIBLE[about.category] ?? 'qian'] : [],
    lossFen: fairFen(about, chance),
  }),
  propose: (about, chance) => ({ options: optionsFor(about, fairFen(about, chance)) }),
  approve: () => ({ comment: '同意。 / Agreed.' }),
  answerOffer: () => ({ accepted: true }),
  settleUnknown: () => ({ executed: true }),
  recordCallback: () => ({ reached: true, satisfied: true, comment: '客户表示满意。 / The customer is satisfied.' }),
  decidePenalties: (_, chance) =>
    chance('waive') < 0.3
      ? { waived: [{ index: 0, reason: '初次，以教育为主。 / First occurrence, training preferred.' }] }
      : {},
  planImprovement: () => ({
    measures: [{ what: '出库前复检包装。 / Packing is checked before dispatch.', owner: 'wu' }],
  }),
  review: () => ({
    lesson: '提前告知客户可以避免此类投诉。 / Earlier notice to customers prevents such complaints.',
    preventable: true,
  }),
  signOff: () => ({ comment: '已阅。 / Noted.' }),
  keepPromise: () => ({}),
  confirmWithdrawal: () => ({ confirmed: true }),
  decideByHand: () => ({ answer: {} }),
};

const CAUSES = [
  '包装强度不足，途中受压。 / The packing was too weak for the load on it.',
  '交接时没有说明客户的要求。 / The customer’s request was not passed on.',
  '系统设置未及时更新。 / A setting in the system was out of date.',
  '检验时漏检。 / The defect was overlooked at inspection.',
];

/** Who turns out to have caused it, somebody of another department than the one that handles it. */
const RESPONSIBLE: Record<string, string> = { transport: 'qian', quality: 'wang', service: 'zhao', billing: 'sun' };

/** What is thought fair: most of the demand, within the receipt where there is one. */
function fairFen({ demandFen, receiptFen }: DemoCase, chance: Chance): number {
  const asked =
    demandFen > 0 ? demandFen : receiptFen > 0 ? receiptFen : 5_000 + Math.floor(chance('amount') * 3_000_000);
  const most = receiptFen > 0 ? Math.min(asked, receiptFen) : asked;
  return Math.max(100, Math.round((most * (0.6 + 0.4 * chance('share'))) / 100) * 100);
}

function optionsFor({ category }: DemoCase, fen: number): Record<string, unknown>[] {
  const apology = { kind: 'apology', params: {} };
  if (category === 'service')
    return [
      { remedies: [apology, { kind: 'gift', params: { item: 'voucher', valueFen: Math.min(fen, 20_000) } }] },
      { remedies: [apology, { kind: 'compensation', params: { amountFen: fen, basis: 'goodwill' } }] },
    ];
  return [
    { remedies: [{ kind: 'price-reduction', params: { priceFen: fen, percent: 60 } }] },
    { remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: fen } }, apology] },
  ];
}

/** A number from 0 to 1 that follows from a text and looks like chance (FNV-1a, then mixed). */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
