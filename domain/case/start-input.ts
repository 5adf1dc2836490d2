import { z } from 'zod';
import { bytesOf } from '../values/byte-size';
import { markedSchema } from '../actions/data-kinds';
import type { FileKind } from '../values/complaint-number';
import { kindOfNumber } from '../values/complaint-number';
import { intakeSchema } from './intake';
import { revivedSchema } from '../file/revived';
import { MOST_INTAKE } from '../file/room';

/** Only the shape is asked here; that texts are sealed is the API's care. */
const text = z.string().min(1);
const actor = z.looseObject({ id: text, roles: z.array(z.string()), departments: z.array(z.string()) });
const policyRef = z.looseObject({ id: text, version: text, bundleHash: text });
const record = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());
/** Of the chain; none while nothing is stored yet, and a run can be long before that. */
const head = z.string().regex(/^([0-9a-f]{64})?$/);

const policy = policyRef.extend({
  owner: text,
  ...{ title: record, roles: record, departments: record, categories: record, reopening: record },
  ...{ main: list.min(1), tracks: list, clocks: list, viaTemporal: z.array(text), anytime: z.array(text) },
});

const started = {
  no: text,
  by: actor.optional(),
  eventsPerRun: z.int().positive().optional(),
  revived: revivedSchema().optional(),
};

const complaint = z.looseObject({
  ...started,
  ...{
    policy,
    intake: markedSchema(intakeSchema, { text, link: text, word: text }),
    key: text,
    fingerprint: text,
    follows: text.optional(),
  },
  resumed: z
    .looseObject({
      state: z.looseObject({ no: text, seq: z.int().positive() }),
      ...{ clock: text, outbox: list },
      head,
      answers: record,
    })
    .optional(),
});

function proceeding(rules: z.ZodType) {
  return z.looseObject({
    ...started,
    opening: z.looseObject({ policy: policyRef, rules }),
    resumed: z
      .looseObject({ state: z.looseObject({ no: text, seq: z.int().positive() }), outbox: list, head })
      .optional(),
  });
}

const due = z.looseObject({ overdue: list });
const incident = proceeding(
  z.looseObject({
    ...{ handler: text, approver: text, template: text, notice: text, overdue: list, rules: list },
    warn: z.looseObject({ tell: z.array(text), by: z.array(text) }),
  }),
);
const correctiveAction = proceeding(
  z.looseObject({
    ...{ overseer: text, verifier: text, template: text, overdue: list, verify: due, assess: due },
    watch: z.looseObject({ duration: text, counting: text }),
  }),
);

interface Checked {
  no: string;
  resumed?: { state: { no: string } } | undefined;
  revived?: unknown;
}
const INPUTS: Readonly<Record<FileKind, z.ZodType<Checked>>> = {
  ...{ complaint, incident, correctiveAction },
};

/** How a workflow was started, as the engine tells. */
export interface Started {
  workflowId: string;
  /** It goes on from an earlier run of its own. */
  isContinued: boolean;
}

/**
 * What is wrong with the input by which a file's workflow was started; undefined if it is what we start it with. Whoever
 * reaches Temporal can start any workflow with anything, and what a workflow journals stands for good. Pure.
 */
export function wrongInput(kind: FileKind, input: unknown, { workflowId, isContinued }: Started): string | undefined {
  const parsed = INPUTS[kind].safeParse(input);
  if (!parsed.success)
    return `wrong: ${parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ')}`;
  const { no, resumed, revived } = parsed.data;
  if (kindOfNumber(no) !== kind) return 'no: not a number of this kind';
  if (no !== workflowId) return 'no: not the workflow id';
  if ((resumed !== undefined) !== isContinued)
    return 'resumed: only a fresh history of the same file may continue from there';
  if (revived !== undefined && isContinued) return 'revived: only the first run of a revived file may start this way';
  if (resumed !== undefined && resumed.state.no !== no) return 'resumed.state.no: another file';
  const isNew = !isContinued && revived === undefined;
  return isNew && bytesOf((input as { intake?: unknown }).intake) > MOST_INTAKE ? 'intake: too large' : undefined;
}

const reportInput = z.strictObject({ policy: text.max(100), report: text.max(100) });

/** The same for the writing of a report. */
export function wrongReportInput(input: unknown): string | undefined {
  return reportInput.safeParse(input).success
    ? undefined
    : 'wrong: expected the names of a policy and a report, nothing else';
}
