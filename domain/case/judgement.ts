import type { Judgement } from './parts';
import type { CaseEvent } from '../file/stored-event';
import type { CaseState } from './state';

/** Beside those before it; what counts is the last. */
export function withJudgement(
  state: CaseState,
  event: CaseEvent,
  found: Pick<Judgement, 'founded' | 'demandReasonable' | 'reason' | 'evidence'>,
): Partial<CaseState> {
  const [line, step] = event.place?.split('/') ?? [];
  const judgement: Judgement = {
    ...found,
    ...{ round: state.round, at: event.at },
    ...(event.by === undefined ? {} : { by: event.by.id }),
    ...(line !== 'main' || step === undefined ? {} : { step }),
  };
  return { judgement, judgements: [...(state.judgements ?? []), judgement], judgeAnew: undefined };
}

/**
 * A case that is taken up again is judged again if it was found unfounded, or if that is asked for: the step that judged
 * it is owed from then on (`domain/case/lines/catch-up.ts`), whether its condition holds or not.
 */
export function toBeJudged({ judgement }: CaseState, isAsked = false): Pick<CaseState, 'judgeAnew'> {
  return judgement !== undefined && (isAsked || !judgement.founded) ? { judgeAnew: true } : {};
}
