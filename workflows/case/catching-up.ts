import { owingOf, steppedOn, trackOf } from '../../domain/case/lines/catch-up';
import type { Owing } from '../../domain/case/lines/catch-up';
import type { Step } from '../../domain/policy/compiled';
import type { Case } from './case';

/** As often as one line goes back; facts that swing to and fro for ever are a mistake of the policy. */
const MOST_RETURNS = 20;

/** Finds out where a line has to go back to because facts have changed that hold from that moment. */
export class CatchingUp {
  /** What was found not to be owed, by line, until something changes. */
  private readonly cleared: Record<string, string> = {};
  private readonly seen: Record<string, { seq: number; isSuspect: boolean }> = {};

  constructor(private readonly kase: Case) {}

  /** Whether the line, in its step, may have to go back. Looked at whenever anything happens, so it asks nobody. */
  isSuspect(line: string): boolean {
    const { seq } = this.kase.state;
    const seen = this.seen[line];
    if (seen?.seq === seq) return seen.isSuspect;
    const owing = this.owing(line);
    const isSuspect = owing.length > 0 && this.cleared[line] !== this.print(line, owing);
    this.seen[line] = { seq, isSuspect };
    return isSuspect;
  }

  /**
   * The step to which the line has to go back; undefined if it may go on.
   * @param entering the step that it is about to enter; left out, it stands in one
   */
  async whereTo(line: string, entering?: Step): Promise<string | undefined> {
    const owing = this.owing(line, entering);
    if (owing.length === 0) return undefined;
    if (owing[0]?.when === undefined) return owing[0]?.step.id;
    const conditions = Object.fromEntries(
      owing.flatMap(({ step, when }) => (when === undefined ? [] : [[step.id, when]])),
    );
    const { answers } = await this.kase.test(conditions);
    // What cannot be answered is owed: a step too many is seen, one too few is not.
    const first = owing.find(({ step, when, holds }) => when === undefined || (answers[step.id] ?? true) === holds);
    if (first !== undefined) return first.step.id;
    if (entering === undefined) this.cleared[line] = this.print(line, owing);
    Reflect.deleteProperty(this.seen, line);
    return undefined;
  }

  private owing(line: string, entering?: Step): Owing[] {
    const { state, policy } = this.kase;
    const standing = state.lines[line];
    if ((standing?.turnedBack ?? 0) >= MOST_RETURNS) return [];
    const steps = stepsOf(policy, line);
    const step = entering ?? steps.find(({ id }) => id === standing?.entered);
    return step === undefined ? [] : owingOf(state, policy, { line, steps, step, isInside: entering === undefined });
  }

  private print(line: string, owing: Owing[]): string {
    const { state, policy } = this.kase;
    const standing = state.lines[line];
    const visit = standing?.visits[standing.entered ?? ''];
    const facts = owing.map(({ step }) => steppedOn(state, policy, line, step) ?? {});
    return JSON.stringify([standing?.entered, visit, owing.map(({ step }) => step.id), facts]);
  }
}

/** The steps of a line of this policy. */
export function stepsOf(policy: Case['policy'], line: string): Step[] {
  if (line === 'main') return policy.main;
  return policy.tracks.find((track) => track.id === trackOf(line))?.steps ?? [];
}
