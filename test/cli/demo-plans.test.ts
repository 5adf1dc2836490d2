import { z } from 'zod';
import { remedies } from '../../activities/remedies/registry';
import { DEMO_POLICY, DEMO_ZONE, planFor, STORIES } from '../../cli/demo-plans';
import type { DemoCase } from '../../cli/demo-plans';
import type { Move, PlacedTask } from '../../cli/scripted-staff';
import { sampleStaff } from '../../cli/sample-staff';
import { plainSchema } from '../../domain/actions/data-kinds';
import { ACTIONS } from '../../domain/actions';
import { isAnytime } from '../../domain/actions';
import { STAGES } from '../../domain/stages';
import { allPolicies } from '../support/policies';

const bundle = allPolicies().get(DEMO_POLICY)!;
const { policy } = bundle;
const categories = Object.keys(policy.categories);

/** Tasks that the steps of the policy open, as often as a story may meet them, whoever's turn it is. */
function tasksOf(): PlacedTask[] {
  const lines = [{ id: 'main', steps: policy.main }, ...policy.tracks];
  return lines.flatMap(({ id: line, steps }) =>
    steps.flatMap(({ id: step, stage }) =>
      STAGES[stage].actions.flatMap(({ name: action }) =>
        [1, 2, 3].flatMap((visit) =>
          ['handler', 'departmentHead', 'generalManager', 'complaintsDesk'].map((role) => ({
            ...{ id: `${line}/${step}/${visit}/${nameOf(action)}`, line, step, visit, name: nameOf(action), role },
            actions: ACTIONS.get(action)?.name === 'approve' ? ['approve', 'reject'] : [action],
            department: 'logistics',
          })),
        ),
      ),
    ),
  );
}

/** As the stages call their tasks. */
function nameOf(action: string): string {
  const names: Record<string, string> = {
    judge: 'judge',
    accept: 'accept-1',
    answerOffer: 'answer-1',
    recordCallback: 'call-1',
  };
  return names[action] ?? 'task';
}

/** Demos of every story in every category, with and without amounts. */
function demos(): DemoCase[] {
  return STORIES.flatMap((_, index) =>
    categories.flatMap((category) => [
      { index, category, demandFen: 0, receiptFen: 0 },
      { index: index + STORIES.length, category, demandFen: 300_000_000, receiptFen: 6_800 },
      { index: index + 2 * STORIES.length, category, demandFen: 1, receiptFen: 0 },
    ]),
  );
}

function movesOf(about: DemoCase): Move[] {
  const plan = planFor(about);
  return [...(plan.asides ?? []), ...tasksOf().flatMap((task) => plan.about(task) ?? [])];
}

describe('the plans of the demo', () => {
  test('the same case has the same plan whenever it is made; cases differ', () => {
    const about = { index: 3, category: 'quality', demandFen: 5_000, receiptFen: 9_000 };
    expect(movesOf(about)).toEqual(movesOf({ ...about }));
    expect(movesOf({ ...about, index: 3 + STORIES.length })).not.toEqual(movesOf(about));
  });

  test('whatever a plan says has the form that the action asks for', () => {
    const moves = new Map(
      demos()
        .flatMap(movesOf)
        .map((move) => [JSON.stringify([move.action, move.data]), move]),
    );
    expect(moves.size).toBeGreaterThan(STORIES.length * 5);
    const wrong = [...moves.values()].flatMap(({ action, data }) => {
      const known = ACTIONS.get(action);
      const parsed = known && plainSchema(known.data, z.string().min(1)).safeParse(data);
      return parsed?.success === true ? [] : [[action, data, parsed?.error.issues]];
    });
    expect(wrong).toEqual([]);
  });

  test('proposals hold only remedies that the category allows, with parameters that fit', () => {
    for (const about of demos()) {
      const proposals = movesOf(about).filter(({ action }) => action === 'propose');
      for (const { data } of proposals)
        for (const { kind, params } of (
          data as { options: { remedies: { kind: string; params: unknown }[] }[] }
        ).options.flatMap((option) => option.remedies)) {
          expect(policy.categories[about.category]?.remedies).toContain(kind);
          expect([kind, remedies.get(kind)?.params.safeParse(params).error?.issues]).toEqual([kind, undefined]);
        }
    }
  });

  test('asides are actions that the policy allows at any time, at steps that it has, by roles that somebody holds', () => {
    const steps = ['resolved', ...policy.main.map(({ id }) => id)];
    const roles = sampleStaff().flatMap((person) => person.roles);
    for (const { asides = [] } of STORIES)
      for (const { at, action, role } of asides) {
        expect(steps).toContain(at);
        expect([action, isAnytime(policy, action)]).toEqual([action, true]);
        expect(roles).toContain(role);
      }
  });

  test('times are told by the clock of the policy', () => {
    expect(bundle.calendar.zone).toBe(DEMO_ZONE);
  });

  test('the policy is the eight steps with the same stages, and every limit within seconds', () => {
    const shipped = allPolicies().get('enterprise-eight-step')!.policy;
    expect(policy.main.map(({ id, stage }) => [id, stage])).toEqual(shipped.main.map(({ id, stage }) => [id, stage]));
    expect(policy.tracks.map(({ id }) => id)).toEqual(shipped.tracks.map(({ id }) => id));
    const limits = JSON.stringify([policy.main, policy.tracks, policy.reopening]).match(/"P(T?\d+[A-Z])+"/g) ?? [];
    expect(limits.length).toBeGreaterThan(30);
    for (const limit of limits) expect(limit).toMatch(/^"PT\d{1,2}S"$/);
  });

  test('every wait that the shipped procedure ends by default, the demo ends by default too', () => {
    const defaults = (steps: readonly { id: string }[]): string[] =>
      steps.flatMap((step) =>
        ('overdue' in step ? (step.overdue as { do: string; action?: string }[]) : [])
          .filter((rung) => rung.do === 'decide')
          .map(({ action }) => `${step.id}: ${action ?? ''}`),
      );
    expect(defaults(policy.main)).toEqual(defaults(allPolicies().get('enterprise-eight-step')!.policy.main));
  });
});
