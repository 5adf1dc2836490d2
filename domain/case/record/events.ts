import { event } from '../../event';
import type { Intake } from '../intake';
import type { Revived } from '../../file/revived';
import type { CaseState } from '../state';

/** That there is a file, what was refused in it, and that it was brought back. */
export const RECORD_EVENTS = {
  /** `follows`: the closed complaint that it names. */
  ComplaintRecorded: event<{
    intake: Intake;
    categories?: string[];
    places?: string[];
    policy: CaseState['policy'];
    follows?: string;
  }>({
    audience: 'staff',
    apply: (state, { intake, categories, places, policy }, event) => ({
      status: 'open',
      recordedAt: event.at,
      ...(event.by === undefined ? {} : { recordedBy: event.by }),
      intake,
      ...(categories === undefined ? {} : { categories }),
      ...(places === undefined ? {} : { places }),
      policy,
      respondents: [...new Set([...state.respondents, ...intake.respondent.persons])],
    }),
  }),
  /** `code`: of the refusal. `fields`: paths and codes, never what was sent. */
  ActionRefused: event<{
    action: string;
    code: string;
    fields?: readonly { path: string; code: string }[];
    via?: string;
  }>({
    ...{ audience: 'staff', why: 'follows' },
    apply: (state) => ({ refusals: state.refusals + 1 }),
  }),
  CaseRevived: event<Revived>({ audience: 'staff', why: 'follows' }),
};
