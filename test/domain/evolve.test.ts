import fc from 'fast-check';
import { KNOWN_EVENTS } from '../../domain/defined-events';
import { evolve } from '../../domain/case/evolve';
import { takenUnder } from '../../domain/file/keys-taken';
import { forecast } from '../../domain/case/forecast';
import { nextAlarm, openTasks } from '../../domain/case/tasks/tasks';
import type { Task } from '../../domain/case/state';
import { frozen, lives, nothing, overTheWire, stateAfter } from './case-lives';

test('a case that went over the wire after any of its events goes on as if nothing had been', () => {
  fc.assert(
    fc.property(lives, fc.nat(), (events, n) => {
      const at = n % (events.length + 1);
      const resumed = overTheWire(stateAfter(events.slice(0, at)));
      expect(overTheWire(stateAfter(overTheWire(events.slice(at)), resumed))).toEqual(overTheWire(stateAfter(events)));
    }),
  );
});

test('neither state nor event is ever changed', () => {
  fc.assert(
    fc.property(lives, (events) => {
      let state = frozen(nothing());
      for (const event of events) state = frozen(evolve(state, frozen(event)));
      expect(state.seq).toBe(events.length);
    }),
  );
});

test('an event that does not follow throws, be it missing, given twice or too early', () => {
  fc.assert(
    fc.property(lives, fc.nat(), fc.integer({ min: -3, max: 3 }), (events, n, off) => {
      const at = n % events.length;
      const state = stateAfter(events.slice(0, at));
      const event = { ...events[at]!, seq: at + 1 + off };
      if (off === 0) expect(evolve(state, event).seq).toBe(at + 1);
      else expect(() => evolve(state, event)).toThrow(RangeError);
    }),
  );
});

test('an event of an unknown type is counted and changes nothing else', () => {
  fc.assert(
    fc.property(lives, fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (events, type, data) => {
      fc.pre(!KNOWN_EVENTS.includes(type) && !('once' in data));
      const state = stateAfter(events);
      const next = evolve(state, { no: state.no, seq: state.seq + 1, at: '2026-10-01T00:00:00.000Z', type, data });
      expect(next).toEqual({ ...state, seq: state.seq + 1 });
    }),
  );
});

test('a key is kept with the event it led to, for as long as the case lives', () => {
  fc.assert(
    fc.property(lives, (events) => {
      const { keys } = stateAfter(events);
      const caused = events.flatMap(({ seq, cause }) => (cause === undefined ? [] : [{ seq, ...cause }]));
      for (const { seq, key, fingerprint } of caused)
        expect(takenUnder(keys, key, fingerprint)).toEqual({ seq, isSame: true });
      expect(Object.keys(keys)).toHaveLength(caused.length);
    }),
  );
});

test('a task ends once, with its answer; then no ladder waits for it and its delay has an end', () => {
  fc.assert(
    fc.property(lives, (events) => {
      const states = events.map((_, i) => stateAfter(events.slice(0, i + 1)));
      for (const [i, state] of states.entries())
        for (const task of Object.values(state.tasks)) {
          expect(task.status === 'open').toBe(task.closedAt === undefined);
          if (task.status === 'open') continue;
          expect(task.rungs).toEqual([]);
          expect(state.delays.filter((delay) => delay.task === task.id && delay.endedAt === undefined)).toEqual([]);
          const before = states[i - 1]?.tasks[task.id];
          // But what was said to end it, which nothing asks for once its step is left.
          if (before !== undefined && before.status !== 'open')
            expect(withoutWords(task)).toEqual(withoutWords(before));
        }
    }),
    { numRuns: 50 },
  );
});

test('the alarm is set for the first thing that happens by itself', () => {
  fc.assert(
    fc.property(lives, (events) => {
      const state = stateAfter(events);
      expect(nextAlarm(state)).toBe(forecast(state)[0]?.at);
      const due = openTasks(state).map((task) => task.dueAt ?? '');
      expect(due).toEqual([...due].sort());
    }),
  );
});

test('a fact that is recorded once leaves its mark, but not in what it says', () => {
  const once = 'main/judge/1/judged/recorded';
  const event = { no: nothing().no, seq: 1, at: '2026-10-01T00:00:00.000Z', type: 'JudgedFounded' };
  const state = evolve(nothing(), { ...event, data: { demandReasonable: true, once } });
  expect(state.answers).toEqual({ [once]: true });
  expect(state.judgement).toEqual({ founded: true, demandReasonable: true, round: 1, at: event.at });
});

function withoutWords({ answer, ...task }: Task): object {
  return { ...task, ...(answer === undefined ? {} : { answer: { ...answer, data: {} } }) };
}
