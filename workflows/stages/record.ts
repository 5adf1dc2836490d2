import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

/** Severity, priority, major and whatever else the policy's tables say of a new complaint. */
export const record: Stage<'record'> = async (c, step) => {
  for (const table of step.tables) {
    const answer = await c.decide<Record<string, string | number | boolean>>(`decide-${table}`, table);
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
