import type { PayloadsOf } from '../event';
import { event } from '../event';
import { takenUp } from '../linked-cases/incident/taken-up';
import { toBeJudged } from '../case/judgement';
import { DUPLICATE } from '../case/merging/merging';
import type { Promised } from '../case/parts';
import { withResolution } from '../case/resolution';
import type { CaseState } from '../case/state';

/** By which template and way the customer was told, or not: `email`, `sms`, `phone`, `visit`; `none` for want of an address. */
interface Message {
  template: string;
  channel: string;
}

interface Remedy {
  /** Of its effect. */
  key: string;
  kind: string;
  costFen: number;
  /** Those that are not sealed. */
  params: Record<string, unknown>;
  /** The proposal that it is of. */
  proposal?: number;
}

/** Facts that more than one stage records; those of one stage alone stand in its own definition. */
export const SHARED_EVENTS = {
  MessageSent: event<Message>({
    audience: 'staff',
    inReport: 'told',
    apply: (state, message, { at }) => ({ messages: withMessage(state, message, 'sent', at) }),
  }),
  MessageFailed: event<Message & { reason?: string }>({
    audience: 'staff',
    inReport: 'told',
    apply: (state, message, { at }) => ({ messages: withMessage(state, message, 'failed', at) }),
  }),
  /** A role of ours, by `sms`, `email` or in `person`. */
  StaffTold: event<{ role: string; channel: string; template: string }>({ audience: 'staff' }),
  StaffNotTold: event<{ role: string; template: string }>({ audience: 'staff' }),

  DepartmentAssigned: event<{ department: string }>({
    audience: 'staff',
    apply: (_, { department }) => ({ department }),
  }),
  AcceptorNamed: event<{ person: string }>({ audience: 'staff', apply: (_, { person }) => ({ handler: person }) }),

  PromiseMade: event<{ at: string; line: string; of?: Promised | undefined; what?: string }>({
    audience: 'staff',
    inReport: 'told',
    apply: ({ promises }, { at, line, of }, { at: madeAt, by }) => ({
      promises: [
        ...promises,
        { at, by: by?.id ?? '', status: 'made', line, madeAt, ...(of === undefined ? {} : { of }) },
      ],
    }),
  }),

  /** `problems`: fields of the remedies, with codes; `incident`: whose answer it was. */
  ProposalUnfit: event<{ problems: string[]; incident?: string }>({
    audience: 'staff',
    apply: (state, { incident }) => (incident === undefined ? {} : takenUp(state, 'proposal')),
  }),
  RemedyExecuted: event<Remedy>({ audience: 'staff', apply: withRemedy('executed') }),
  RemedyFailed: event<Remedy>({ audience: 'staff', apply: withRemedy('failed') }),
  RemedyOutcomeUnknown: event<Remedy>({ audience: 'staff', apply: withRemedy('unknown') }),
  RemedyUndone: event<Remedy>({ audience: 'staff', apply: withRemedy('undone') }),
  RemedyWithheld: event<{ costFen: number }>({ audience: 'staff' }),

  RoundEnded: event<{ end: string; dissatisfied?: true }>({
    audience: 'staff',
    // A duplicate is answered elsewhere.
    apply: (state, { end, dissatisfied }, { at }) =>
      end === DUPLICATE
        ? {}
        : withResolution(state, {
            ...{ end, at, round: state.round },
            ...(dissatisfied === undefined ? {} : { dissatisfied }),
          }),
  }),
  /** `because`: `dissatisfied`, or the way that was chosen. */
  RoundStarted: event<{ because: string }>({
    audience: 'staff',
    // An end that was decided already (solved at first contact, every option refused) is none after all.
    apply: (state) => ({
      ...toBeJudged(state),
      round: state.round + 1,
      proposalsRefused: 0,
      facts: Object.fromEntries(Object.entries(state.facts).filter(([name]) => name !== 'end')),
    }),
  }),
};

export type SharedPayloads = PayloadsOf<typeof SHARED_EVENTS>;

function withMessage(
  { messages, round }: CaseState,
  { template, channel }: Message,
  status: 'sent' | 'failed',
  at: string,
): CaseState['messages'] {
  return [...messages, { template, channel, status, at, round }];
}

function withRemedy(status: CaseState['remedies'][number]['status']) {
  return (
    { remedies, round }: CaseState,
    { key, kind, costFen, params, proposal }: Remedy,
    { at }: { at: string },
  ): Partial<CaseState> => ({
    remedies: [
      ...remedies.filter((one) => one.key !== key),
      { key, kind, costFen, status, at, round, params, ...(proposal === undefined ? {} : { proposal }) },
    ],
  });
}
