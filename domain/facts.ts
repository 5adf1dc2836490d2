import { FILLED, SIGNED } from './policy/form';
import type { CaseState } from './state';

/** Facts on which decision tables and conditions are evaluated, and only on these. */
export type Facts = Record<
  string,
  string | number | boolean | null | string[] | Record<string, string | number | boolean>
>;

/**
 * The facts of a case as FEEL sees them. Absent numbers are 0 and absent flags false where that is what people mean
 * ("no loss known" is a loss of 0); what is truly unknown is an empty string, never null, because null makes FEEL
 * silently say no.
 */
export function factsOf(state: CaseState): Facts {
  const intake = state.intake;
  const categories = state.categories ?? (intake === undefined ? [] : [intake.category]);
  return {
    category: intake?.category ?? '',
    categories,
    topCategory: categories[0] ?? '',
    channel: intake?.channel ?? '',
    language: intake?.language ?? 'zh',
    product: intake?.product ?? '',
    demandKind: intake?.demand.kind ?? '',
    demandFen: intake?.demand.amountFen ?? 0,
    receiptFen: intake?.receiptFen ?? 0,
    respondentKnown: state.respondents.length > 0,
    department: state.department ?? '',
    supplier: state.findings?.supplier ?? intake?.respondent.supplier ?? '',
    outsideBody: intake?.outside?.body ?? '',
    severity: state.severity ?? '',
    priority: state.priority ?? '',
    major: state.major !== undefined,
    founded: state.judgement?.founded ?? false,
    demandReasonable: state.judgement?.demandReasonable ?? true,
    costFen: state.accepted?.options.costFen ?? state.proposal?.costFen ?? 0,
    lossFen: lossOf(state),
    causeCode: state.findings?.causeCode ?? '',
    personsResponsible: state.findings?.persons.length ?? 0,
    delayed: state.delays.some((delay) => delay.charged),
    declined: state.proposal !== undefined && state.proposal.options.length === 0,
    offered: (state.proposal?.options.length ?? 0) > 0,
    round: state.round,
    rejections: state.rejections,
    satisfied: state.callbacks.at(-1)?.satisfied ?? false,
    belowLegalMinimum: state.facts['belowLegalMinimum'] === true,
    warningOmitted: state.facts['warningOmitted'] === true,
    customerMatch: textOf(state.facts['customerMatch']),
    quotedFen: numberOf(state.facts['quotedFen']),
    earlierComplaints: numberOf(state.facts['earlierComplaints']),
    earlierWithin90Days: numberOf(state.facts['earlierWithin90Days']),
    earlierOpen: numberOf(state.facts['earlierOpen']),
    earlierUnfounded: numberOf(state.facts['earlierUnfounded']),
    respondentComplaints: numberOf(state.facts['respondentComplaints']),
    respondentWithin90Days: numberOf(state.facts['respondentWithin90Days']),
    arrivedLate: state.facts['arrivedLate'] === true,
    sentElsewhere: state.facts['sentElsewhere'] === true,
    dissatisfied: state.callbacks.at(-1)?.satisfied === false,
    nature: textOf(state.facts['nature']),
    firstContact: state.facts['firstContact'] === true,
    guaranteed: state.facts['guaranteed'] === true,
    planChanges: state.planChanges ?? 0,
    because: '',
    admission: state.admission?.outcome ?? '',
    inIncident: state.incident !== undefined,
    byIncident: state.proposal?.incident !== undefined,
    replied: state.respondentReply?.status === 'replied',
    settled: state.settlement !== undefined,
    end: textOf(state.facts['end']),
    ...formFacts(state),
    intake: { ...intake?.fields },
    chosen: { ...state.chosen },
    case: { ...state.facts },
  };
}

/** Plain fields of the forms that were filled in. */
function formFacts(state: CaseState): Facts {
  return Object.fromEntries(
    Object.entries(state.forms ?? {}).map(([name, form]) => [
      name,
      { ...form.fields, [FILLED]: true, [SIGNED]: form.signedAt !== undefined },
    ]),
  );
}

/** The loss in fen: as investigated, else what the agreed remedies cost us, else those that were executed before. */
export function lossOf(state: CaseState): number {
  const executed = state.remedies.filter(({ status }) => status === 'executed');
  return (
    state.findings?.lossFen ??
    state.accepted?.options.costFen ??
    executed.reduce((sum, { costFen }) => sum + costFen, 0)
  );
}

function textOf(fact: string | number | boolean | undefined): string {
  return typeof fact === 'string' ? fact : '';
}

function numberOf(fact: string | number | boolean | undefined): number {
  return typeof fact === 'number' ? fact : 0;
}
