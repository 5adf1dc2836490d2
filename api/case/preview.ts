import { createSecretKey, randomBytes } from 'node:crypto';
import { evaluateTable, DecisionFailed, factNamesOf } from '../../domain/rules/decision-table';
import { evolve } from '../../domain/case/evolve';
import { factsOf } from '../../domain/case/known-facts';
import type { Facts } from '../../domain/case/known-facts';
import type { FactSchema } from '../../domain/rules/feel/fact-schema';
import { readFacts } from '../../domain/rules/feel/facts';
import { FeelError } from '../../domain/rules/feel/feel-error';
import { localDateOf, parseInstant } from '../../domain/time/local-time';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Step } from '../../domain/policy/compiled';
import { factSchemaOf } from '../../domain/rules/policy/fact-schema';
import type { SentRemedy } from '../../domain/actions/data-kinds';
import type { CaseState, ProposedOption, Task } from '../../domain/case/state';
import { seal } from '../../vault/sealing';
import type { Deps } from '../deps';
import type { FieldError } from '../problem';
import { sealParams } from '../remedy-params';

/** What a proposal would come to, as far as it can be told before it is sent. */
export interface Preview {
  /** Of each option, in fen. */
  costs: number[];
  /** Of the dearest, for the customer may choose it. */
  costFen: number;
  /** Roles that would approve it, and the rules that say so. */
  approval?: { roles: string[]; rules?: string[] };
  legalMinimum?: { offeredFen: number; minimumFen: number; laws: { law: string; minimumFen: number }[] };
}

/** The place of a proposal: the case with its policy, and the task that it would end. */
export interface ProposalPlace {
  state: CaseState;
  bundle: PolicyBundle;
  task: Task;
}

/**
 * Prices a proposal and asks the policy's own tables who would approve it and what the law grants at least, on the facts
 * of this moment. Nothing is sealed for the case, stored or sent. What a table can't answer is left out: the case asks
 * somebody then.
 */
export function previewOf(
  deps: Pick<Deps, 'remedies' | 'clock'>,
  place: ProposalPlace,
  options: readonly { remedies: readonly SentRemedy[] }[],
): Preview | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const priced = options.map(({ remedies }, o): ProposedOption => {
    const costed = remedies.map(({ kind, params }, r) => {
      const at = `data.options.${o}.remedies.${r}`;
      const definition = deps.remedies.get(kind);
      if (definition === undefined) {
        const known = [...deps.remedies.keys()].join(', ');
        errors.push({
          field: `${at}.kind`,
          code: 'invalid_value',
          message: { zh: `须为：${known}`, en: `One of ${known}.` },
        });
        return { kind, params, costFen: 0 };
      }
      const checked = sealParams(definition, params, sealedForNothing(place.state.no), `${at}.params`);
      errors.push(...checked.errors);
      const costFen = checked.errors.length > 0 ? 0 : definition.costFen(definition.params.parse(checked.params));
      return { kind, params: checked.params, costFen };
    });
    return { remedies: costed, costFen: costed.reduce((sum, one) => sum + one.costFen, 0) };
  });
  if (errors.length > 0) return { errors };
  const costs = priced.map(({ costFen }) => costFen);
  const costFen = Math.max(0, ...costs);
  const state = evolve(place.state, {
    ...{ no: place.state.no, seq: place.state.seq + 1, at: deps.clock().toISOString(), type: 'RemedyProposed' },
    data: { options: priced, costFen },
  });
  return { costs, costFen, ...afterwards({ ...place, state }, Math.min(...costs)) };
}

/** A key that nobody keeps: the text is only there so that the parameters can be checked. */
function sealedForNothing(no: string): (text: string) => string {
  const key = createSecretKey(randomBytes(32));
  return (text) => seal(key, { no, field: 'preview' }, text);
}

/** What the steps after the proposal would say of it. */
function afterwards({ state, bundle, task }: ProposalPlace, offeredFen: number): Omit<Preview, 'costs' | 'costFen'> {
  const following = stepsAfter(bundle, task);
  const approve = following.find((step) => step.stage === 'approve');
  const minimum = following.slice(0, approve === undefined ? undefined : following.indexOf(approve)).find(isMinimum);
  const happenedAt = state.intake?.occurredAt ?? state.recordedAt;
  const laws =
    minimum === undefined || happenedAt === undefined
      ? undefined
      : asked(bundle, minimum.table, {
          ...factsOf(state),
          happenedOn: localDateOf(parseInstant(happenedAt), bundle.calendar.zone),
        });
  const applying = laws?.answers.filter(({ minimumFen }) => minimumFen > 0);
  const isBelow = applying?.some(({ minimumFen }) => offeredFen < minimumFen) === true;
  const approval = approve?.stage === 'approve' ? approvalBy(bundle, approve, state, isBelow) : undefined;
  return {
    ...(approval === undefined ? {} : { approval }),
    ...(applying === undefined
      ? {}
      : {
          legalMinimum: {
            ...{ offeredFen, minimumFen: Math.max(0, ...applying.map(({ minimumFen }) => minimumFen)) },
            laws: applying.map(({ law, minimumFen }) => ({ law, minimumFen })),
          },
        }),
  };
}

function isMinimum(step: Step): step is Extract<Step, { stage: 'legalMinimum' }> {
  return step.stage === 'legalMinimum';
}

function approvalBy(
  bundle: PolicyBundle,
  step: Extract<Step, { stage: 'approve' }>,
  state: CaseState,
  isBelow: boolean,
): Preview['approval'] {
  // Who looks at it first where it is below what the law grants.
  const first = isBelow && step.belowMinimum !== undefined ? [step.belowMinimum.who] : [];
  if (step.signatures !== undefined) return { roles: [...first, ...step.signatures.map(({ who }) => who)] };
  if (step.tier === undefined) return { roles: [...first, step.who ?? bundle.policy.owner] };
  const found = asked(bundle, step.tier, factsOf(state));
  const role = found?.answers[0]?.role;
  return found === undefined || role === undefined ? undefined : { roles: [...first, role], rules: found.rules };
}

/** The steps of the task's own line that come after it. */
function stepsAfter({ policy: { main, tracks } }: PolicyBundle, { id }: Task): readonly Step[] {
  const [line = '', own = ''] = id.split('/');
  const steps = line === 'main' ? main : (tracks.find((track) => track.id === line.split('.')[0])?.steps ?? []);
  return steps.slice(steps.findIndex((step) => step.id === own) + 1);
}

const schemas = new WeakMap<PolicyBundle, FactSchema>();

/** Outputs of the tables that are asked here; which there are the check of policies has seen to (`needs`). */
interface Answered {
  answers: { role?: string; minimumFen: number; law: string }[];
  rules: string[];
}

/** What a table answers, and by which of its rules; undefined where it has no answer. */
function asked(bundle: PolicyBundle, id: string, facts: Facts): Answered | undefined {
  const table = bundle.tables[id];
  if (table === undefined) return undefined;
  const schema =
    schemas.get(bundle) ?? factSchemaOf({ ...bundle.policy, intake: bundle.intake, tables: bundle.tables });
  schemas.set(bundle, schema);
  try {
    const { answer, rules } = evaluateTable(table, readFacts(schema, facts, factNamesOf(table)));
    return { answers: [answer].flat() as Answered['answers'], rules };
  } catch (error) {
    if (error instanceof DecisionFailed || error instanceof FeelError) return undefined;
    throw error;
  }
}
