import { z } from 'zod';
import { idSchema, stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

/** One law that applies: what it grants at least, and where it says so. */
export interface LegalMinimum {
  minimumFen: number;
  /** Text and article. */
  law: string;
}

interface Compared {
  offeredFen: number;
  minimumFen: number;
  laws: LegalMinimum[];
}

/**
 * Holds a proposal against what law grants at least (rules of every pack: legal minimums are dated data that warn). A
 * table says which laws applied on the day it happened; the highest minimum counts, and the cheapest option, because the
 * customer may take that one; a declined demand offers nothing. An offer below it is refused nothing here: the `approve`
 * step after it asks for one more approval (`belowMinimum`).
 */
export const legalMinimum = defineStage({
  stage: 'legalMinimum',
  title: both('对照法定最低标准', 'Compare with the legal minimum'),
  params: z.strictObject({
    ...stepBase,
    stage: z.literal('legalMinimum'),
    /** Collecting table with the outputs `minimumFen` and `law`; it may ask the fact `happenedOn`. */
    table: idSchema.default('legalMinimum'),
  }),
  actions: [],
  events: {
    LegalMinimumKept: event<Compared>({
      audience: 'staff',
      apply: (state) => ({ facts: { ...state.facts, belowLegalMinimum: false } }),
    }),
    BelowLegalMinimum: event<Compared>({
      audience: 'staff',
      apply: (state) => ({ facts: { ...state.facts, belowLegalMinimum: true } }),
    }),
  },
  refers: (step) => ({ tables: [step.table] }),
  needs: (step) => ['minimumFen', 'law'].map((output) => ({ table: step.table, output })),
});
