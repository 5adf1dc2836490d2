import { event } from '../../domain/event';
import type { judge } from '../../domain/stages/judge/definition';
import type { StageLabels } from '../../domain/labels/stage-labels';
import type { ContextOf } from '../../domain/stage';
import { both } from '../../domain/text';
import { audienceOf, DEFINED_EVENTS } from '../../domain/defined-events';

/** What the compiler refuses: each of these lines is an error for it, and one that was none would be one. */
export const refusedByTheCompiler = {
  anEventThatNobodySaidWhoSees: () =>
    // @ts-expect-error -- `audience` is missing
    event<{ founded: boolean }>({}),
  anEventOfAnotherStage: (c: ContextOf<typeof judge>) =>
    // @ts-expect-error -- `judge` records no approvals
    c.record('approved', 'ProposalApproved', { by: [] }),
  aPayloadThatIsNone: (c: ContextOf<typeof judge>) =>
    // @ts-expect-error -- `demandReasonable` is missing
    c.record('judged', 'JudgedFounded', { reason: 'because' }),
  anEventWithoutASentence: (): StageLabels<typeof judge>['sentences'] =>
    // @ts-expect-error -- `JudgedUnfounded` is missing
    ({ JudgedFounded: () => both('成立。', 'Founded.') }),
  aFieldWithoutATitle: (): StageLabels<typeof judge>['actions']['judge']['fields'] =>
    // @ts-expect-error -- `demandReasonable`, `reason` and `evidence` are missing
    ({ founded: { title: both('成立', 'Founded') } }),
};

test('every event of a stage says who sees it, and those of penalties are not everybody’s', () => {
  for (const [, { audience }] of DEFINED_EVENTS) expect(['staff', 'penalties']).toContain(audience);
  const closed = [...DEFINED_EVENTS.keys()].filter((type) => audienceOf(type) === 'penalties').sort();
  expect(closed).toEqual([
    ...['AppealDecided', 'DelayExcused', 'LiabilityShared', 'PenaltyAppealed', 'PenaltyAssessed', 'PenaltyProposed'],
    ...['PenaltyWaived', 'PersonHeard', 'SupplierClaimed', 'ViolationReported'],
  ]);
});
