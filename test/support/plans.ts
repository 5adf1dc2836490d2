import type { OpenTask } from '../../domain/file/action-answer';

/** What scripted staff do with a task: an action and its data, or nothing (then time acts). */
export type Deed = { action: string; data: Record<string, unknown> };

/** How a scripted case is meant to go, and to end. */
export interface Plan {
  name: string;
  /** The end that the case must come to. */
  end: string;
  /** Or one that time may have chosen instead, while something was down. */
  orElse?: string[];
  /** Under this policy rather than the one asked for. */
  policy?: string;
  /** Nobody does anything before it is overdue. */
  late?: boolean;
  /** Stages without which the plan is none. */
  needs?: string[];
  intake?: Record<string, unknown>;
  /** Done once after the case is recorded. */
  first?: Deed;
  /** Where it differs from the plain way. `times` counts how often this action's tasks came before, from 0. */
  does?: (task: OpenTask, times: number) => Deed | undefined;
}

export const PLANS: readonly Plan[] = [
  { name: 'solved', end: 'solved' },
  {
    name: 'unfounded',
    end: 'unfounded',
    does: (task) =>
      ifTask(task, 'judge', { founded: false, evidence: 'seal:录音和监控' }) ??
      ifTask(task, 'confirmQuality', { atFault: false, finding: 'seal:商品完好' }),
  },
  {
    name: 'rejected once',
    end: 'solved',
    needs: ['approve'],
    does: (task, times) =>
      task.actions.includes('reject') && times === 0 ? { action: 'reject', data: { reason: 'seal:太多' } } : undefined,
  },
  {
    name: 'declined',
    end: 'demandRefused',
    needs: ['propose', 'notify'],
    does: (task) =>
      task.actions.includes('declineDemand')
        ? { action: 'declineDemand', data: { reason: 'seal:要求过分' } }
        : undefined,
  },
  {
    name: 'all options refused',
    end: 'allOptionsRefused',
    needs: ['offer', 'notify'],
    does: (task) => ifTask(task, 'answerOffer', { accepted: false }),
  },
  {
    name: 'dissatisfied once',
    end: 'solved',
    needs: ['callback'],
    does: (task, times) =>
      times === 0 ? ifTask(task, 'recordCallback', { reached: true, satisfied: false }) : undefined,
  },
  { name: 'approved by the supervisor', end: 'solved', needs: ['propose'], does: refunding(80_000) },
  { name: 'approved by the general manager', end: 'solved', needs: ['propose'], does: refunding(1_200_000) },
  { name: 'withdrawn', end: 'withdrawn', first: { action: 'withdraw', data: {} } },
  { name: 'major', end: 'solved', first: { action: 'declareMajor', data: {} } },
];

/** Everything is done only once it is overdue, under limits of seconds. */
export const LATE: Plan = {
  name: 'late at every step',
  end: 'solved',
  orElse: ['customerSilent'],
  policy: 'hasty',
  late: true,
};

/** Plans that make sense under a policy; under one that proposes nothing, only those that need no proposal. */
export function plansFor(policy: { main: readonly { stage: string }[] }): readonly Plan[] {
  const has = (stage: string): boolean => policy.main.some((step) => step.stage === stage);
  return PLANS.filter(({ needs = [] }) => needs.every(has));
}

/** What every plan does where it says nothing else. */
const PLAIN: Record<string, Record<string, unknown>> = {
  confirmTold: {},
  confirmRecord: { confirmed: true },
  judge: { founded: true },
  confirmQuality: { atFault: true },
  decideAtDesk: { atFault: true },
  accept: {},
  submitFindings: { cause: 'seal:包装破损', persons: [], lossFen: 3000 },
  propose: {
    options: [
      { remedies: [{ kind: 'refund', params: { amountFen: 3000, to: 'originalPayment' } }] },
      { remedies: [{ kind: 'apology', params: {} }] },
    ],
  },
  approve: {},
  answerOffer: { accepted: true },
  recordCallback: { reached: true, satisfied: true },
  stateView: {},
  decidePenalties: {},
  acceptPenalty: {},
  decideAppeal: {},
  planImprovement: { measures: [] },
  review: { lesson: 'seal:加强包装' },
  signOff: {},
  solveAtOnce: { agreed: true, result: 'seal:当场说明并解决' },
  classifyComplaint: { nature: 'valid', ground: 'harm' },
  agreeTime: { at: '2099-01-01T00:00:00Z' },
  tellProgress: {},
  recordOutreach: { affected: 10, approached: 10, by: 'phone' },
  planTasks: { tasks: [] },
  completeTask: {},
  confirmWithdrawal: { confirmed: true },
  settleUnknown: { executed: true },
  keepPromise: {},
};

/** The deed that a plan has for a task. */
export function deedFor(plan: Plan, task: OpenTask, times: number): Deed | undefined {
  const own = plan.does?.(task, times);
  if (own !== undefined) return naming(own, task);
  const action = task.actions.find((name) => name in PLAIN);
  return action === undefined ? undefined : naming({ action, data: PLAIN[action] ?? {} }, task);
}

/** An answer names the offer that it is for; what is given in every round is meant to be. */
function naming({ action, data }: Deed, { offer }: OpenTask): Deed {
  if (action === 'propose') return { action, data: { ...data, again: true } };
  return { action, data: action === 'answerOffer' ? { ...data, ...offer } : data };
}

function refunding(amountFen: number): (task: OpenTask) => Deed | undefined {
  const options = [{ remedies: [{ kind: 'refund', params: { amountFen, to: 'originalPayment' } }] }];
  return (task) => ifTask(task, 'propose', { options });
}

function ifTask(task: OpenTask, action: string, data: Record<string, unknown>): Deed | undefined {
  return task.actions.includes(action) ? { action, data } : undefined;
}

/** Plans mark free text for those who seal it themselves; the API does that for whoever speaks HTTP. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^seal:/, '');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
