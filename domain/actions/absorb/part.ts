import type { Intake } from '../../case/intake';
import type { Handed, Reference } from '../../case/merging/merging';
import type { CaseState } from '../../case/state';

/** A part of what another complaint hands over; the first one (`intake`) says what that is about. Texts are sealed. */
export interface AbsorbedPart extends Pick<Handed, 'respondents' | 'given'> {
  from: string;
  via?: string;
  part?: number;
  recordedAt?: string;
  department?: string;
  hears: boolean;
  intake?: Intake;
  references: Reference[];
}

export function withPart(state: CaseState, data: AbsorbedPart, { at }: { at: string }): Partial<CaseState> {
  return {
    respondents: [...new Set([...state.respondents, ...data.respondents])],
    references: [
      // Merged once more after it was reopened, it brings them all again.
      ...state.references.filter(({ from }) => data.intake === undefined || from !== data.from),
      ...data.references.map((one) => ({ ...one, from: data.from })),
    ],
    ...(data.intake === undefined ? {} : withFirst(state, data, data.intake, at)),
  };
}

function withFirst(
  { absorbed }: CaseState,
  { from, via, recordedAt, department = '', hears, respondents, given }: AbsorbedPart,
  intake: Intake,
  at: string,
): Partial<CaseState> {
  const { category, language, channel, complainant, demand, respondent } = intake;
  const inDepartment = department === '' ? respondent.department : department;
  return {
    absorbed: [
      ...absorbed.filter((one) => one.no !== from),
      {
        ...{ no: from, at, category, language, channel, complainant, hears, respondents, given },
        ...(via === undefined ? {} : { via }),
        ...(recordedAt === undefined ? {} : { recordedAt }),
        ...(inDepartment === undefined ? {} : { department: inDepartment }),
        ...(respondent.supplier === undefined ? {} : { supplier: respondent.supplier }),
        demand: {
          ...(demand.kind === undefined ? {} : { kind: demand.kind }),
          ...(demand.amountFen === undefined ? {} : { amountFen: demand.amountFen }),
        },
      },
    ],
  };
}
