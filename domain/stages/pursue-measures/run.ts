import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { pursueMeasures } from './definition';

export const runPursueMeasures: Run<typeof pursueMeasures> = async (c, step) => {
  // As they are when the case comes here; a case that comes again opens those that are new.
  const measures = c.remember('measures', () =>
    c.state.improvements.flatMap(({ what, owner, dueAt, correctiveAction }, i) =>
      typeof what !== 'string' || correctiveAction !== undefined
        ? []
        : [
            {
              ...{ measure: i + 1, what },
              ...(typeof owner === 'string' ? { owner } : {}),
              ...(typeof dueAt === 'string' ? { dueAt } : {}),
            },
          ],
    ),
  );
  const at = c.remember('since', () => c.now());
  const category = c.state.intake?.category;
  for (const { measure, ...planned } of measures) {
    const { status, result } = await c.perform(`measure-${measure}`, 'openCorrectiveAction', {
      ...planned,
      ...{ at, aim: step.aim },
      ...(category === undefined ? {} : { category }),
      ...c.at,
    });
    c.record(`measure-${measure}-pursued`, 'MeasurePursued', { measure, status, ...result });
  }
  return next;
};
