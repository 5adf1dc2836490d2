import { accountOf } from '../../domain/case/clocks/clock';
import type { Clock } from '../../domain/case/clocks/clock';
import { refusalOfExtension } from '../../domain/case/clocks/extension';
import { isoInstant, localText } from '../../domain/time/local-time';
import type { ClockRule } from '../../domain/policy/terms';
import { both } from '../../domain/values/text';
import { chinaOffice as calendar } from './calendars';

const at = (local: string): string => isoInstant(Date.parse(`${local.replace(' ', 'T')}:00+08:00`));
const by = { duration: 'P10D', counting: 'working' } as const;
const rule: ClockRule = {
  ...{ id: 'resolution', title: both('办结', 'Resolution'), within: { duration: 'P5D', counting: 'working' } },
  ...{ insteadWhen: [], uses: [], starts: [], stops: [], pauses: true, outside: true, warn: [] },
  extend: { by, atMost: 1, approve: 'manager', overdue: [], template: 'limitExtended' },
};
const running: Clock = {
  ...{ startedAt: at('2026-11-16 10:00'), dueAt: at('2026-11-23 10:00'), pauses: true },
  ...{ standstills: [], warnings: [], status: 'running' },
};
const before = at('2026-11-20 10:00');

test('an extension counts from the end of what there was, and a pause in it moves it as well', () => {
  const due = (standstills: { from: string; to: string }[]): string => {
    const extended = [{ duration: 'P2D', counting: 'working' } as const];
    const { dueAt } = accountOf({ startedAt: running.startedAt, within: rule.within, standstills, extended, calendar });
    return localText(Date.parse(dueAt), calendar.zone);
  };
  expect(due([])).toBe('2026-11-25 10:00');
  // Begins after the limit would have ended without it.
  expect(due([{ from: at('2026-11-24 10:00'), to: at('2026-11-25 10:00') }])).toBe('2026-11-26 10:00');
});

test('a limit that runs and may be extended is', () => {
  expect(refusalOfExtension(rule, running, undefined, before)).toBeUndefined();
  expect(refusalOfExtension(rule, running, 'P10D', before)).toBeUndefined();
  const { dueAt: _dueAt, ...standing } = running;
  expect(refusalOfExtension(rule, standing, 'P3D', before)).toBeUndefined();
});

test.each<[string, ClockRule | undefined, Clock | undefined, string | undefined, string, string]>([
  ['the policy knows none', { ...rule, extend: undefined }, running, undefined, before, 'NotAllowedByPolicy'],
  ['there is no such limit', undefined, undefined, undefined, before, 'NotAllowedByPolicy'],
  ['it does not run', rule, { ...running, status: 'stopped' }, undefined, before, 'AlreadySo'],
  ['it is missed', rule, { ...running, missedAt: at('2026-11-23 10:00') }, undefined, before, 'InThePast'],
  ['it has just ended', rule, running, undefined, at('2026-11-23 10:01'), 'InThePast'],
  [
    'asked already',
    rule,
    { ...running, asked: { by, at: before, askedBy: ['a'], line: 'extension.1' } },
    undefined,
    before,
    'AlreadySo',
  ],
  ['extended already', rule, { ...running, extended: [{ by, at: before }] }, undefined, before, 'NotAllowedByPolicy'],
  ['longer than may be', rule, running, 'P11D', before, 'Malformed'],
  ['of nothing', rule, running, 'P0D', before, 'Malformed'],
  ['of hours beyond', rule, running, 'P10DT1H', before, 'Malformed'],
  [
    'the date is another body’s',
    rule,
    { ...running, explanation: { outsideDueAt: running.dueAt } },
    undefined,
    before,
    'NotAllowedByPolicy',
  ],
])('not where %s', (_, known, clock, more, now, code) => {
  expect(refusalOfExtension(known, clock, more, now)?.code).toBe(code);
});
