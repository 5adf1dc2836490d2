import { STAGES } from '../../domain/stages';
import type { Step, Track } from '../../domain/policy/compiled';
import type { Case } from './case';
import { isToBeJudgedAt, steppedOn, trackOf } from '../../domain/case/lines/catch-up';
import { nextNumber } from '../../domain/file/left-behind';
import { CaseEnding, LineOvertaken } from './line-left';
import { StepHandle } from './step-handle';
import { stepsOf } from './catching-up';
import type { Outcome } from '../../domain/step/outcome';

const MAIN = 'main';

/**
 * Walks the lines of a case: the main one and the tracks beside it. A line enters a step (counting the visit), lets its
 * stage run, and goes where the outcome says. Knows nothing of any procedure.
 */
export class Lines {
  private left = 0;

  constructor(private readonly kase: Case) {}

  /** Starts the main line, or goes on with every line where it stood. */
  start(): void {
    const lines = Object.entries(this.kase.state.lines);
    if (lines.length === 0) this.begin(MAIN, this.kase.policy.main);
    else for (const [id, line] of lines) if (line.status === 'running') this.run(id, stepsOf(this.kase.policy, id));
  }

  /** Starts a track; its lines are numbered, since a track that an event starts may run more than once. */
  startTrack(track: Track): void {
    const number = nextNumber(track.id, Object.keys(this.kase.state.lines));
    this.begin(`${track.id}.${number}`, track.steps);
  }

  hasStarted(track: Track): boolean {
    return Object.keys(this.kase.state.lines).some((id) => trackOf(id) === track.id);
  }

  get ended(): boolean {
    return this.left === 0;
  }

  private begin(id: string, steps: Step[]): void {
    const first = steps[0];
    if (first === undefined) return;
    this.kase.emit({ type: 'LineStarted', data: { line: id, step: first.id } });
    this.run(id, steps);
  }

  private run(id: string, steps: Step[]): void {
    this.left++;
    void this.kase.settling
      .while(() => this.walk(id, steps))
      .then(() => this.left--)
      .catch((error: unknown) => (this.kase.failure ??= error));
  }

  private async walk(id: string, steps: Step[]): Promise<void> {
    for (let at = this.kase.state.lines[id]?.step; at !== undefined;) {
      const step = steps.find((one) => one.id === at);
      if (step === undefined) throw new RangeError(`line ${id} stands at step ${at}, which its policy does not have`);
      at = await this.pass(id, steps, step);
    }
    this.kase.emit({ type: 'LineEnded', data: { line: id } });
  }

  /** One visit of one step; returns the step after it. */
  private async pass(id: string, steps: Step[], step: Step): Promise<string | undefined> {
    const { kase } = this;
    const isResumed = kase.state.lines[id]?.entered === step.id;
    const visit = (kase.state.lines[id]?.visits[step.id] ?? 0) + (isResumed ? 0 : 1);
    const place = `${id}/${step.id}/${visit}`;
    if (!isResumed) {
      const back = await kase.catchingUp.whereTo(id, step);
      if (back !== undefined) {
        kase.emit({ type: 'LineTurnedBack', data: { line: id, step: step.id, to: back } });
        return back;
      }
      const enters =
        step.when === undefined ||
        (id === MAIN && isToBeJudgedAt(kase.state, step)) ||
        (await this.holds(place, step.when));
      const facts = steppedOn(kase.state, kase.policy, id, step);
      kase.emit({
        type: enters ? 'StepEntered' : 'StepSkipped',
        place,
        data: {
          ...{ line: id, step: step.id, visit },
          ...(enters ? {} : { when: step.when }),
          ...(facts === undefined ? {} : { facts }),
        },
      });
      if (!enters) return nextStep(steps, step);
    }
    const outcome = await this.outcomeOf(new StepHandle(kase, id, step, visit));
    return this.leave(id, steps, step, place, outcome);
  }

  private async outcomeOf(handle: StepHandle): Promise<Outcome | 'ending' | LineOvertaken> {
    // Each knows its own actions and events; what it has in its hands takes all of them.
    const run = STAGES[handle.step.stage].run as unknown as (c: StepHandle, step: Step) => Promise<Outcome>;
    try {
      await handle.afterTracks();
      const outcome = await run(handle, handle.step);
      // What ends the case passes by every step that would have looked.
      const back = outcome.kind === 'end' ? await this.kase.catchingUp.whereTo(handle.line) : undefined;
      return back === undefined ? outcome : new LineOvertaken(back);
    } catch (error) {
      if (error instanceof CaseEnding) return 'ending';
      if (error instanceof LineOvertaken) return error;
      throw error;
    }
  }

  private async leave(
    id: string,
    steps: Step[],
    step: Step,
    place: string,
    outcome: Outcome | 'ending' | LineOvertaken,
  ): Promise<string | undefined> {
    const { kase } = this;
    const isMain = id === MAIN;
    const archive = steps.find((one) => one.stage === 'archive')?.id;
    const leave = (next: string | undefined, end?: string): string | undefined => {
      kase.emit({
        type: 'StepLeft',
        place,
        data: {
          line: id,
          step: step.id,
          ...(next === undefined ? {} : { next }),
          ...(end === undefined ? {} : { end }),
        },
      });
      return next;
    };
    // An end decided while the step did something outside is seen only now; the archive step deals with it by itself.
    const isOver = kase.state.ending !== undefined && step.stage !== 'archive';
    if (outcome === 'ending' || isOver) {
      this.cancelTasks(`${id}/`, 'caseEnding');
      if (!isMain) return leave(undefined);
      await kase.settling.standStill(() => this.left === 1);
      return leave(archive, kase.state.ending?.as);
    }
    if (outcome instanceof LineOvertaken) {
      this.cancelTasks(`${place}/`, 'overtaken');
      const next = leave(outcome.to);
      kase.emit({ type: 'LineTurnedBack', place, data: { line: id, step: step.id, to: outcome.to } });
      return next;
    }
    switch (outcome.kind) {
      case 'next':
        return leave(nextStep(steps, step));
      case 'to':
        return leave(outcome.step);
      case 'end':
        if (isMain) return leave(outcome.then ?? archive, outcome.as);
        kase.emit({ type: 'EndDecided', place, data: { as: outcome.as } });
        return leave(undefined);
      case 'done':
        return leave(undefined);
    }
  }

  private cancelTasks(prefix: string, because: string): void {
    for (const task of Object.values(this.kase.state.tasks))
      if (task.status === 'open' && task.id.startsWith(prefix))
        this.kase.emit({ type: 'TaskCancelled', data: { task: task.id, because } });
  }

  private async holds(place: string, condition: string): Promise<boolean> {
    const { answers, problems } = await this.kase.test({ when: condition });
    if (problems.length > 0) this.kase.emit({ type: 'ConditionUnclear', place, data: { problems } });
    // What cannot be answered is not skipped: a step too many is seen, one too few is not.
    return answers['when'] ?? true;
  }
}

function nextStep(steps: Step[], step: Step): string | undefined {
  return steps[steps.indexOf(step) + 1]?.id;
}
