import { event } from '../../event';
import type { CaseState, Effect } from '../state';

/** How something that was done outside ended, as it told itself. */
interface Ended {
  key: string;
  activity: string;
  result?: Record<string, unknown>;
}

/** What the case does outside, each once under its key. */
export const EFFECT_EVENTS = {
  EffectStarted: event<{ key: string; activity: string }>({
    ...{ audience: 'staff', minor: true, why: 'follows' },
    apply: (state, { key, activity }, event) => ({
      effects: { ...state.effects, [key]: { key, activity, status: 'underWay', startedAt: event.at } },
    }),
  }),
  EffectSucceeded: event<Ended>({
    ...{ audience: 'staff', minor: true, why: 'follows' },
    apply: withEffect('succeeded'),
  }),
  EffectFailed: event<Ended>({ audience: 'staff', why: 'follows', apply: withEffect('failed') }),
  EffectUnknown: event<Ended>({ audience: 'staff', why: 'follows', apply: withEffect('unknown') }),
};

function withEffect(status: Effect['status']) {
  return (state: CaseState, { key, result }: Ended, { at }: { at: string }): Partial<CaseState> => {
    const effect = state.effects[key];
    if (effect === undefined) return {};
    const ended: Effect = { ...effect, status, endedAt: at, ...(result === undefined ? {} : { result }) };
    return { effects: { ...state.effects, [key]: ended } };
  };
}
