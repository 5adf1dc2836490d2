import { lossOf } from '../../domain/facts';
import { shareLoss } from '../../domain/liability';
import type { CaseState } from '../../domain/state';
import { next } from '../outcome';
import type { Stage } from '../stage';

interface Candidate {
  /** What it is for, once in the life of a case: a later round doesn't punish for the same again. */
  ground: string;
  person?: string;
  role?: string;
  department?: string;
  because: 'responsible' | 'head' | 'delay';
}

interface Penalty extends Candidate {
  /** Percent of performance pay or bonus. */
  percent: number;
  of: string;
  rule: string;
}

/** Who is up for a penalty: those found responsible, their department's head, and whoever held a task past its time. */
function candidates(state: CaseState, head: string | undefined): Candidate[] {
  const department = state.findings?.department ?? state.department;
  const inDepartment = department === undefined ? {} : { department };
  const persons = state.findings?.persons ?? [];
  const decided = [...state.penalties, ...state.penaltiesWaived].map((penalty) => penalty['ground']);
  const all: Candidate[] = [
    ...persons.map((person) => ({
      ground: `responsible/${person}`,
      person,
      because: 'responsible' as const,
      ...inDepartment,
    })),
    ...(persons.length > 0 && head !== undefined
      ? [{ ground: `head/${department ?? ''}`, role: head, because: 'head' as const, ...inDepartment }]
      : []),
    ...state.delays
      .filter((delay) => delay.charged)
      .map((delay) => ({
        ground: `delay/${delay.task}/${delay.role}`,
        because: 'delay' as const,
        role: delay.role,
        ...(delay.assignee === undefined ? {} : { person: delay.assignee }),
        ...(delay.department === undefined ? {} : { department: delay.department }),
      })),
  ];
  return all.filter(({ ground }) => !decided.includes(ground));
}

export const penalise: Stage<'penalise'> = async (c, step) => {
  if (step.liability !== undefined) {
    const answers = await c.decide('liability', step.liability);
    const lossFen = lossOf(c.state);
    const shares = shareLoss(lossFen, Array.isArray(answers) ? (answers as Record<string, unknown>[]) : [answers]);
    if (shares.length > 0) c.record('liability', 'LiabilityShared', { shares, lossFen });
  }
  const proposed: Penalty[] = [];
  // As they stand now: who comes late from here on is no part of this proposal, also if the step runs again.
  const up = c.remember('candidates', () => candidates(c.state, step.head));
  for (const [i, candidate] of up.entries()) {
    const { percent, of } = await c.decide<{ percent: number; of: string }>(`penalty-${i + 1}`, step.table, {
      because: candidate.because,
    });
    if (percent > 0) proposed.push({ ...candidate, percent, of, rule: step.table });
  }
  if (proposed.length === 0) return next;
  c.record('proposed', 'PenaltyProposed', { penalties: proposed });
  const answer = await c.awaitTask('decide', { ...step, actions: ['decidePenalties'] });
  const waived = (answer?.data['waived'] ?? []) as { index: number; reason: string }[];
  for (const [i, penalty] of proposed.entries()) {
    const waiver = waived.find((one) => one.index === i);
    if (waiver !== undefined) {
      c.record(`waived-${i + 1}`, 'PenaltyWaived', { ...penalty, reason: waiver.reason }, answer?.by);
      continue;
    }
    await c.perform(`booked-${i + 1}`, 'bookPenalty', { penalty: { ...penalty } });
    c.record(`assessed-${i + 1}`, 'PenaltyAssessed', { ...penalty }, answer?.by);
  }
  return next;
};
