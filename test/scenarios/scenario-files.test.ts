import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault } from '../../vault/open-vault';
import { allPolicies } from '../support/policies';
import { parseScenario, ScenarioBroken } from '../support/scenario';
import { tell } from '../support/scenario-run';
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

describe('a story that goes otherwise fails at its line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-scenario-'));
  const policies = allPolicies();
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [
      'somebody may act who was expected not to',
      'story: [{ who: complaintsDesk, does: judge, with: { founded: true }, refused: WrongRole }]',
      ':4 ',
    ],
    [
      'somebody is refused who was expected to act',
      'story:\n- { who: supervisor, does: judge, with: { founded: true } }\n- until: TaskOverdue',
      ':5 ',
    ],
    ['the case stands elsewhere', 'story:\n- expect: { at: { main: assign } }', ':5 '],
    ['another task is open', 'story:\n- expect: { open: [judge by complaintsManager] }', ':5 '],
    ['too many tasks are open', 'story:\n- expect: { open: [] }', ':5 '],
    ['the state is another', 'story:\n- expect: { state: { messages: [] } }', ':5 '],
    ['events come in another order', 'story:\n- expect: { events: [TaskOpened, ComplaintRecorded] }', ':5 '],
    ['something happened that must not', 'story:\n- expect: { never: [TaskOpened] }', ':5 '],
    ['an effect was performed more often', 'story:\n- expect: { effects: { sendMessage: 0 } }', ':5 '],
    ['nobody was told', 'story:\n- expect: { told: [{ template: reminder }] }', ':5 '],
    ['nothing of the kind happens by itself', 'story:\n- until: RemedyExecuted', ':5 '],
    ['it ends otherwise', 'story: []\nends: solved', ':1 '],
  ])(
    '%s',
    async (_what, rest, line) => {
      const { vault } = await openVault(folder);
      const server = await TimeSkipping.start();
      try {
        const compare = (actual: unknown, expected: unknown) => expect(actual).toMatchObject(expected as object);
        const telling = tell(parseScenario('story.yaml', HEAD + rest), { policies, vault, server, compare });
        await expect(telling).rejects.toThrow(`story.yaml${line}`);
      } finally {
        await server.stop();
      }
    },
    60_000,
  );
});
