import { z } from 'zod';
import { actionOf } from '../../domain/actions/action';
import { ANYTIME } from '../../domain/actions';
import { defineAnytimeAction } from '../../domain/actions/anytime';
import { CASE_EVENTS } from '../../domain/case/events';
import type { TIMER_EVENTS } from '../../domain/case/timers/events';
import { audienceOf, DEFINED_EVENTS } from '../../domain/defined-events';
import type { NewCaseEvent } from '../../domain/defined-events';
import { event, eventOf } from '../../domain/event';
import type { IncidentState } from '../../domain/linked-cases/incident/state';
import type { SentencesOf } from '../../domain/labels/sentences-of';
import type { StageLabels } from '../../domain/labels/stage-labels';
import { busy } from '../../domain/file/refusal';
import { defineStage } from '../../domain/stage';
import type { ContextOf } from '../../domain/stage';
import { STAGES } from '../../domain/stages';
import type { judge } from '../../domain/stages/judge/definition';
import { SHARED_EVENTS } from '../../domain/step/shared-events';
import { both } from '../../domain/values/text';

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
  anEventThatNobodyDefines: (emit: (event: NewCaseEvent) => void) =>
    // @ts-expect-error -- there is no such event
    emit({ type: 'MoonPhaseNoted', data: {} }),
  anEventOfTheCaseWithAnotherPayload: (emit: (event: NewCaseEvent) => void) =>
    // @ts-expect-error -- `step` is missing
    emit({ type: 'LineStarted', data: { line: 'main' } }),
  anActionThatBringsAboutAnothersEvent: () =>
    defineAnytimeAction({
      ...{ name: 'wave', title: both('挥手', 'Wave'), help: both('挥手。', 'Wave.'), who: 'staff', events: {} },
      data: () => z.strictObject({}),
      // @ts-expect-error -- it is the event of `note`
      apply: () => [{ type: 'NoteAdded', data: { text: '' } }],
    }),
  anEventOfTheCaseWithoutASentence: (): SentencesOf<typeof TIMER_EVENTS> =>
    // @ts-expect-error -- `TimerFired` is missing
    ({ TimerSet: () => both('等待。', 'It waits.') }),
  anEventOfAnIncidentThatNobodySaidWhoSees: () =>
    // @ts-expect-error -- `audience` is missing
    eventOf<IncidentState>()<{ founded: boolean }>({}),
  anActionThatLooksAtAStepOfAnotherStage: () =>
    defineStage({
      ...{ stage: 'wave', title: both('挥手', 'Wave'), events: {} },
      params: z.strictObject({ id: z.string(), stage: z.literal('wave') }),
      actions: [
        // @ts-expect-error -- the stage has no such parameter
        actionOf<{ waves: number }>()({
          ...{ name: 'wave', title: both('挥手', 'Wave'), help: both('挥手。', 'Wave.') },
          data: () => z.strictObject({}),
          refuse: ({ step }) => (step?.waves === 0 ? busy() : undefined),
        }),
      ],
    }),
  anEventWithoutASentence: (): StageLabels<typeof judge>['sentences'] =>
    // @ts-expect-error -- `JudgedUnfounded` is missing
    ({ JudgedFounded: () => both('成立。', 'Founded.') }),
  aFieldWithoutATitle: (): StageLabels<typeof judge>['actions']['judge']['fields'] =>
    // @ts-expect-error -- `demandReasonable`, `reason` and `evidence` are missing
    ({ founded: { title: both('成立', 'Founded') } }),
};

test('every event says who sees it, and those of penalties are not everybody’s', () => {
  for (const [, { audience }] of DEFINED_EVENTS) expect(['staff', 'penalties']).toContain(audience);
  const closed = [...DEFINED_EVENTS.keys()].filter((type) => audienceOf(type) === 'penalties').sort();
  expect(closed).toEqual([
    ...['AppealDecided', 'DelayExcused', 'LiabilityShared', 'PenaltyAppealed', 'PenaltyAssessed', 'PenaltyProposed'],
    ...['PenaltyWaived', 'PersonHeard', 'SupplierClaimed', 'ViolationReported'],
  ]);
});

test('what nothing defines has no audience, also where every object has such a name', () => {
  for (const type of ['MoonPhaseNoted', 'toString', '__proto__', '']) expect(audienceOf(type)).toBeUndefined();
});

test('no type of event is defined twice', () => {
  const tables: object[] = [CASE_EVENTS, SHARED_EVENTS, ...Object.values(ANYTIME).map(({ events }) => events)];
  const types = [...tables, ...Object.values(STAGES).map(({ events }) => events)].flatMap((events) =>
    Object.keys(events),
  );
  expect(types.filter((type, i) => types.indexOf(type) !== i)).toEqual([]);
});
