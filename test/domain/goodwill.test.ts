import { groundFor, refuseCost } from '../../domain/case/effects/goodwill';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { withResolution } from '../../domain/case/resolution';

const AT = '2026-11-20T01:00:00.000Z';
const judged = (founded: boolean): CaseState['judgement'] => ({ founded, demandReasonable: true, round: 1, at: AT });
const paid = (costFen: number, at: string): CaseState['remedies'][number] => ({
  ...{ key: `${costFen}`, kind: 'refund', status: 'executed', costFen, at },
});

test.each([
  ['never judged', undefined, {}, 100, 'complaint'],
  ['founded', judged(true), {}, 100, 'complaint'],
  ['unfounded', judged(false), {}, 100, undefined],
  ['unfounded, at no cost', judged(false), {}, 0, 'complaint'],
  ['unfounded, with goodwill', judged(false), { goodwill: {} }, 100, 'goodwill'],
  ['unfounded, up to the bound', judged(false), { goodwill: { upToFen: 150 } }, 100, 'goodwill'],
  ['unfounded, beyond the bound', judged(false), { goodwill: { upToFen: 150 } }, 101, undefined],
] as const)('%s', (_what, judgement, policy, costFen, ground) => {
  // What was given before the judgement was given on another ground.
  const remedies = [paid(1_000, '2026-11-19T01:00:00.000Z'), paid(50, '2026-11-21T01:00:00.000Z')];
  expect(groundFor({ judgement, remedies }, policy, costFen)).toBe(ground);
});

test.each([
  ['an amount', { amountFen: 1 }, true],
  ['an amount of nothing', { costFen: 0 }, false],
  ['an amount within something', { item: { valueFen: 5 } }, true],
  ['words', { text: 'x' }, false],
])('a proposal that names %s', (_what, params, isRefused) => {
  const state = { ...emptyCase('C261120-4K7QMXD', { id: '', version: '', bundleHash: '' }), judgement: judged(false) };
  expect(refuseCost(state, {} as CompiledPolicy, [{ params }]) !== undefined).toBe(isRefused);
});

test('each round has one result: that to which it came last, dated when it first came to it', () => {
  let state = { resolutions: [] as CaseState['resolutions'] };
  const ends = (end: string, at: string, round: number): void => {
    state = { ...state, ...withResolution(state, { end, at, round }) };
  };
  ends('solved', '1', 1);
  ends('solved', '2', 1);
  expect(state.resolutions).toEqual([{ end: 'solved', at: '1', round: 1 }]);
  ends('withdrawn', '3', 1);
  ends('solved', '4', 2);
  expect(state.resolutions).toEqual([
    { end: 'withdrawn', at: '3', round: 1 },
    { end: 'solved', at: '4', round: 2 },
  ]);
});
