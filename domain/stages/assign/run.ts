import { holderOf } from '../../file/envelope';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { assign } from './definition';

/** As often as a case may be passed from department to department before it stays where it is. */
const MOST_HANDOVERS = 5;

export const runAssign: Run<typeof assign> = async (c, step) => {
  const routed = await c.decide<{ department: string }>('routing', step.table);
  let department = routed.department;
  for (let hand = 1; ; hand++) {
    c.record(`department-${hand}`, 'DepartmentAssigned', { department });
    const answer = await c.awaitTask(`accept-${hand}`, { ...step, actions: ['accept', 'assign'], department });
    const data = (answer?.data ?? {}) as { person?: string; department?: string };
    const elsewhere = data.department !== undefined && data.department !== department ? data.department : undefined;
    if (elsewhere !== undefined && data.person === undefined && hand < MOST_HANDOVERS) {
      department = elsewhere;
      continue;
    }
    if (elsewhere !== undefined) c.record('department-final', 'DepartmentAssigned', { department: elsewhere });
    const person = data.person ?? (answer?.by === undefined ? undefined : holderOf(answer.by));
    if (person !== undefined) c.record('acceptor', 'AcceptorNamed', { person }, answer?.by);
    return next;
  }
};
