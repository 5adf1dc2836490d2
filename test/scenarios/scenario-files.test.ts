import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import { periodOf } from '../../domain/reports/period';
import type { ReportDocument } from '../../domain/reports/report';
import { emptyCase } from '../../domain/case/state';
import { both } from '../../domain/values/text';
import { openVault } from '../../vault/open-vault';
import { demandsOfIntake } from '../support/intake-demands';
import { allPolicies } from '../support/policies';
import type { Seen } from '../support/scenario';
import { parseScenario, ScenarioBroken } from '../support/scenario';
import { tell } from '../support/scenario-run';
import { compareSight } from '../support/sight';
import { TimeSkipping } from '../support/time-skipping';

const HEAD = `title: Somebody complains about something
policy: enterprise-eight-step
complaint: { category: quality, channel: phone, complainant: { name: 王芳, email: a@example.com }, text: 杯子碎了 }
`;

function mistakesIn(text: string): string {
  try {
    parseScenario('story.yaml', text);
  } catch (error) {
    if (error instanceof ScenarioBroken) return error.message;
    throw error;
  }
  return 'none';
}

describe('a scenario that expects nothing is refused', () => {
  test.each([
    ['no step expects anything', 'story: [{ who: complaintsDesk, does: judge, with: { founded: true } }]'],
    ['no story and no end', 'story: []'],
    ['an empty expectation', 'story: [{ expect: {} }]'],
    ['an expectation of no event in particular', 'story: [{ expect: { events: [] } }]'],
    ['an end without a word', 'story: []\nfinally: { state: {} }'],
  ])('%s', (_what, rest) => {
    expect(mistakesIn(HEAD + rest)).toMatch(/story\.yaml:\d+ .*(expects nothing|nothing is expected)/);
  });

  test.each([
    ['a refusal', 'story: [{ who: supervisor, does: judge, refused: WrongRole }]'],
    ['an event to wait for', 'story: [{ until: TaskOverdue }]'],
    ['that nothing is open', 'story: [{ expect: { open: [] } }]'],
    ['an end', 'story: []\nends: solved'],
  ])('%s is enough', (_what, rest) => {
    expect(mistakesIn(HEAD + rest)).toBe('none');
  });
});

describe('what a policy asks for at intake', () => {
  const bundle = allPolicies().get('enterprise-eight-step')!;
  const complaint = { category: 'quality', channel: 'phone', complainant: { name: '王芳' }, text: '杯子碎了' };
  const demanded =
    (parts: string[], more: object = {}) =>
    () =>
      demandsOfIntake({ ...complaint, ...more }, parts, bundle);

  test('is refused without it, or the story fails', () => {
    expect(demanded(['complainant.name', 'text'])).not.toThrow();
    expect(demanded(['complainant.name', 'channel'])).toThrow();
  });

  test('is asked of a complaint that is taken as it stands', () => {
    expect(demanded(['text'], { category: 'none' })).toThrow('not taken as it stands');
  });
});

test('mistakes name file, line and field, all at once', () => {
  const mistakes = mistakesIn(`${HEAD}story:
  - { who: complaintsDesk, does: judge, refuses: WrongRole }
  - { does: judge }
  - { passes: 4 days }
  - expect: { open: [judge] }
`);
  expect(mistakes.split('\n')).toEqual([
    expect.stringMatching(/^story\.yaml:5 story\.0: .*refuses/),
    expect.stringMatching(/^story\.yaml:6 story\.1: a step begins with one of who, /),
    expect.stringMatching(/^story\.yaml:7 story\.2\.passes: a duration/),
    expect.stringMatching(/^story\.yaml:8 story\.3\.expect\.open\.0: such as "judge by complaintsDesk"/),
  ]);
});

test('YAML that cannot be read names its line', () => {
  expect(mistakesIn(`${HEAD}story: [`)).toMatch(/^story\.yaml:\d+ /);
});

const compare = (actual: unknown, expected: unknown) => expect(actual).toMatchObject(expected as object);

describe('what is seen must be what was expected', () => {
  const no = 'C260930-4K7QMXD';
  const task = {
    id: 'main/judge/1/judge',
    title: { zh: '判断', en: 'Judge' },
    actions: ['judge'],
    roles: ['complaintsDesk'],
    role: 'complaintsDesk',
    barred: [],
    openedAt: '2026-09-30T01:00:00.000Z',
    dueAt: '2026-09-30T05:00:00.000Z',
    rungs: [{ at: '2026-09-30T05:00:00.000Z', does: 'overdue' }],
    status: 'open',
  };
  const events = [
    { type: 'LineStarted', data: { line: 'main', step: 'judge' } },
    { type: 'TaskOpened', place: 'main/judge/1', data: { task } },
  ].map((event, i): CaseEvent => ({ no, seq: i + 1, at: '2026-09-30T01:00:00.000Z', ...event }));
  const done = [
    { activity: 'sendMessage' as const, key: 'a', order: {} },
    { activity: 'notifyStaff' as const, key: 'b', order: { template: 'reminder', to: { role: 'complaintsDesk' } } },
  ];
  const state = events.reduce(evolve, emptyCase(no, { id: 'p', version: '1.0.0', bundleHash: '' }));
  const september = periodOf('month', '2026-09-30', 'Asia/Shanghai');
  const reportOf = (report: string): ReportDocument => ({
    ...{ policy: 'p', report, title: both('月报', 'Monthly'), bundleHash: '', zone: 'Asia/Shanghai' },
    ...{ period: september, before: september },
    sections: [{ title: both('总体', 'All'), columns: [], rows: [], list: [] }],
  });
  const look = (seen: Seen) => () =>
    compareSight(
      {
        ...{ state, events, done, reads: { me: { penalties: [] } }, reportOf, mayDo: { me: ['judge'] } },
        ...{ letters: [{ template: 'result', text: '已退款' }], reportsTo: { monthly: ['supervisor'] } },
      },
      seen,
      compare,
    );

  test.each<[Seen, Seen]>([
    [{ at: { main: 'judge' } }, { at: { main: 'judge', 'major.1': 'warn' } }],
    [{ at: { main: 'judge' } }, { at: {} }],
    [{ reports: { monthly: [{ list: [] }] } }, { reports: { monthly: [{ list: [{}] }] } }],
    [{ open: ['judge by complaintsDesk'] }, { open: ['judge by supervisor'] }],
    [{ open: ['judge by complaintsDesk'] }, { open: [] }],
    [{ open: ['judge by complaintsDesk'] }, { open: ['judge by complaintsDesk', 'judge by complaintsDesk'] }],
    [{ state: { status: 'new', remedies: [] } }, { state: { remedies: [{}] } }],
    [{ tasks: [{ role: 'complaintsDesk' }] }, { tasks: [] }],
    [
      { events: [{ type: 'LineStarted' }, { type: 'TaskOpened' }] },
      { events: [{ type: 'TaskOpened' }, { type: 'LineStarted' }] },
    ],
    [{ events: [{ type: 'TaskOpened', place: 'main/judge/1' }] }, { events: [{ type: 'TaskOpened', by: 'somebody' }] }],
    [{ counts: { TaskOpened: 1 } }, { counts: { TaskOpened: 2 } }],
    [{ never: ['TaskDone'] }, { never: ['TaskOpened'] }],
    [{ effects: { sendMessage: 1, bookPenalty: 0 } }, { effects: { sendMessage: 0 } }],
    [{ told: [{ to: { role: 'complaintsDesk' } }] }, { told: [{ to: { role: 'supervisor' } }] }],
    [{ forecast: [{ what: 'overdue' }] }, { forecast: [{ what: 'overdue' }, { what: 'decide' }] }],
    [{ reads: { me: { penalties: [] } } }, { reads: { me: { penalties: [{}] } } }],
    [{ mayDo: { me: ['judge'] } }, { mayDo: { me: ['judge', 'note'] } }],
    [
      { letters: [{ template: 'result', says: ['退款'] }] },
      { letters: [{ template: 'result', says: ['退款', '道歉'] }] },
    ],
    [{ letters: [] }, { letters: [{ template: 'offer', says: ['退款'] }] }],
    [{ reportsTo: { monthly: ['supervisor'] } }, { reportsTo: { monthly: ['supervisor', 'auditor'] } }],
  ])('%j is so, %j is not', (so, notSo) => {
    expect(look(so)).not.toThrow();
    expect(look(notSo)).toThrow();
  });
});

describe('a story that goes otherwise fails at its line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-scenario-'));
  const policies = allPolicies();
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [
      'somebody may act who was expected not to',
      '- { who: complaintsDesk, does: judge, with: { founded: true }, refused: WrongRole }',
      5,
    ],
    [
      'somebody may not act who was expected to',
      '- { who: supervisor, does: judge, with: { founded: true } }\n- until: TaskOverdue',
      5,
    ],
    ['it stands elsewhere', '- expect: { at: { main: judge } }\n- expect: { at: { main: assign } }', 6],
    ['nothing of the kind happens by itself', '- until: RemedyExecuted', 5],
    ['it ends otherwise', '[]\nends: solved', 1],
  ])(
    '%s',
    async (_what, story, line) => {
      const { vault } = await openVault(folder);
      const server = await TimeSkipping.start();
      try {
        const scenario = parseScenario('story.yaml', `${HEAD}story:\n${story}`.replace('story:\n[]', 'story: []'));
        await expect(tell(scenario, { policies, vault, server, compare })).rejects.toThrow(`story.yaml:${line} `);
      } finally {
        await server.stop();
      }
    },
    60_000,
  );
});
