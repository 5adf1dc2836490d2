import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { record } from './definition';

/** Severity, priority, major and whatever else the policy's tables say of a new complaint. */
export const runRecord: Run<typeof record> = async (c, step) => {
  for (const table of step.tables) {
    const answer = await c.decide<Answer>(`decide-${table}`, table);
    const { severity, priority, major, ...facts } = answer;
    c.record(`classified-${table}`, 'CaseClassified', {
      ...(severity === undefined ? {} : { severity }),
      ...(priority === undefined ? {} : { priority }),
      ...(major === undefined ? {} : { major }),
      facts,
    });
  }
  return next;
};

type Answer = { severity?: string; priority?: string; major?: boolean } & Record<string, string | number | boolean>;
