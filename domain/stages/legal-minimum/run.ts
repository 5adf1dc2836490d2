import type { LegalMinimum } from './definition';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { legalMinimum } from './definition';

export const runLegalMinimum: Run<typeof legalMinimum> = async (c, step) => {
  const { intake, recordedAt, proposal } = c.state;
  if (proposal === undefined) return next;
  const happenedOn = await c.ask('day', 'dayOf', { at: intake?.occurredAt ?? recordedAt ?? c.now() });
  // Decided by hand, it is one law rather than a list of them.
  const decided = (await c.decide('laws', step.table, { happenedOn })) as unknown as LegalMinimum | LegalMinimum[];
  const laws = [decided].flat().filter(({ minimumFen }) => minimumFen > 0);
  const minimumFen = Math.max(0, ...laws.map((law) => law.minimumFen));
  const offeredFen = proposal.options.length === 0 ? 0 : Math.min(...proposal.options.map(({ costFen }) => costFen));
  const isKept = offeredFen >= minimumFen;
  c.record('compared', isKept ? 'LegalMinimumKept' : 'BelowLegalMinimum', { offeredFen, minimumFen, laws });
  return next;
};
