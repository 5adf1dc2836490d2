import type { CaseState } from '../../domain/state';
import { next } from '../outcome';
import type { Stage } from '../stage';

interface Penalty {
  person?: string;
  role?: string;
  department?: string;
  because: 'responsible' | 'head' | 'delay';
  /** Percent of performance pay or bonus. */
  percent: number;
  of: string;
  rule: string;
}

/** Who is up for a penalty: those found responsible, their department's head, and whoever held a task past its time. */
function candidates(state: CaseState, head: string | undefined): Pick<Penalty, 'person' | 'role' | 'department' | 'because'>[] {
  const department = state.findings?.department ?? state.department;
  const inDepartment = department === undefined ? {} : { department };
  const persons = state.findings?.persons ?? [];
  const delays = state.delays.filter((delay) => delay.charged);
  return [
    ...persons.map((person) => ({ person, because: 'responsible' as const, ...inDepartment })),
    ...(persons.length > 0 && head !== undefined ? [{ role: head, because: 'head' as const, ...inDepartment }] : []),
    ...delays.map((delay) => ({
      because: 'delay' as const,
      role: delay.role,
      ...(delay.assignee === undefined ? {} : { person: delay.assignee }),
      ...(delay.department === undefined ? {} : { department: delay.department }),
    })),
  ];
}

export const penalise: Stage<'penalise'> = async (c, step) => {
  if (step.liability !== undefined) {
    const shares = await c.decide('liability', step.liability);
    c.record('liability', 'LiabilityShared', { shares: Array.isArray(shares) ? shares : [shares], lossFen: c.state.findings?.lossFen ?? 0 });
  }
  const proposed: Penalty[] = [];
  for (const [i, candidate] of candidates(c.state, step.head).entries()) {
    const { percent, of } = await c.decide<{ percent: number; of: string }>(`penalty-${i + 1}`, step.table, { because: candidate.because });
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
