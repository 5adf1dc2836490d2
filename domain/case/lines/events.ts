import { event } from '../../event';
import { withoutOldest } from '../../file/left-behind';
import type { CaseState, LineState } from '../state';

interface Stepped {
  line: string;
  step: string;
  visit: number;
  /** The facts on which it hangs, as they were. */
  facts?: Record<string, unknown>;
  /** The condition that did not hold. */
  when?: string;
}

/** How a case goes along its lines: the main one and the tracks beside it. */
export const LINE_EVENTS = {
  LineStarted: event<{ line: string; step: string }>({
    ...{ audience: 'staff', minor: true, ofTheLine: true, why: 'lineStarted' },
    apply: (state, { line, step }) => withLine(state, line, () => ({ step, visits: {}, status: 'running' })),
  }),
  StepEntered: event<Stepped>({
    ...{ audience: 'staff', minor: true, ofTheLine: true, why: 'follows' },
    apply: (state, data) =>
      withLine(state, data.line, (line) => ({ ...stepped(line, data, true), entered: data.step })),
  }),
  StepSkipped: event<Stepped>({
    ...{ audience: 'staff', minor: true, ofTheLine: true, why: 'skipped' },
    apply: (state, data) => withLine(state, data.line, (line) => stepped(line, data, false)),
  }),
  /** Facts have changed: it goes back to a step that it has passed. */
  LineTurnedBack: event<{ line: string; step: string; to: string }>({
    ...{ audience: 'staff', why: 'follows' },
    apply: (state, { line: id, to }) =>
      withLine(state, id, (line) => ({ ...line, step: to, turnedBack: (line.turnedBack ?? 0) + 1 })),
  }),
  StepLeft: event<{ line: string; step: string; next?: string; end?: string }>({
    ...{ audience: 'staff', minor: true, ofTheLine: true, why: 'follows' },
    apply: (state, data, { place = '' }) => afterAll(state, leftStep(state, data, `${place}/`)),
  }),
  LineEnded: event<{ line: string }>({
    ...{ audience: 'staff', minor: true, ofTheLine: true, why: 'follows' },
    apply: (state, { line: id }) =>
      afterAll(
        state,
        withLine(state, id, (line) => ({ visits: line.visits, status: 'ended' })),
      ),
  }),
  /** A track, or an action, has ended the case: the main line hears of it. */
  EndDecided: event<{ as: string }>({ audience: 'staff', apply: (_, { as }) => ({ ending: { as } }) }),
};

/** A step's answers are never asked for again once it is left: its next visit has a number of its own. */
function leftStep(
  state: CaseState,
  data: { line: string; next?: string; end?: string },
  place: string,
): Partial<CaseState> {
  return {
    ...withLine(state, data.line, ({ entered: _entered, ...line }) => ({
      ...line,
      ...(data.next === undefined ? {} : { step: data.next }),
    })),
    ...(data.line === 'main' && state.ending !== undefined ? { ending: undefined } : {}),
    answers: elsewhere(state.answers, place),
    timers: elsewhere(state.timers, place),
    tasks: withoutWords(state.tasks, place),
    ...(data.end === undefined ? {} : { facts: { ...state.facts, end: data.end } }),
  };
}

/** With what is over for good left out. */
function afterAll(state: CaseState, changed: Partial<CaseState>): Partial<CaseState> {
  return { ...changed, ...withoutOldest({ ...state, ...changed }) };
}

function elsewhere<T>(entries: Record<string, T>, place: string): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !key.startsWith(place)));
}

/** What was said to end a task is no more needed once its step is left; it stands in its event. */
function withoutWords(tasks: CaseState['tasks'], place: string): CaseState['tasks'] {
  return Object.fromEntries(
    Object.entries(tasks).map(([id, task]) => [
      id,
      id.startsWith(place) && task.answer !== undefined ? { ...task, answer: { ...task.answer, data: {} } } : task,
    ]),
  );
}

function stepped(line: LineState, { step, visit, facts }: Stepped, entered: boolean): LineState {
  return {
    ...line,
    step,
    visits: { ...line.visits, [step]: visit },
    ...(facts === undefined ? {} : { stepped: { ...line.stepped, [step]: { entered, facts } } }),
  };
}

function withLine(state: CaseState, id: string, change: (line: LineState) => LineState): Partial<CaseState> {
  const line = state.lines[id] ?? { visits: {}, status: 'running' as const };
  return { lines: { ...state.lines, [id]: change(line) } };
}
