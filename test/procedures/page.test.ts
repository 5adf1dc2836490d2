import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shippedPolicies } from '../support/policies';
import { proceduresPage } from '../support/procedures-page';
import type { Proofs } from '../support/procedures-page';
import { allRules, parseRules, rulesById, scenarioFiles } from '../support/rules';
import { parseScenario, readScenario, ScenarioBroken, WAYS } from '../support/scenario';
import { allSentences, parseSeed } from '../support/sentences';

const ROOT = join(__dirname, '..', '..');
/** By which a story shows that somebody or something failed, and what came of it. */
const SIGNS = /Overdue|Escalated|ByDefault|Missed|Denied|Violation|Failed|failed|unknown|missed|charged/;
const HEAD = `title: Somebody complains about something
policy: enterprise-eight-step
complaint: { category: quality, channel: phone, complainant: { name: 王芳, email: a@example.com }, text: 杯子碎了 }
`;

describe('docs/procedures.md', () => {
  const rules = allRules();
  const scenarios = scenarioFiles().map(readScenario);
  const policies = new Map(shippedPolicies().map((bundle) => [bundle.policy.id, bundle]));
  const proofs: Proofs = { policies, rules, scenarios, sentences: allSentences() };

  test('is as script/procedures writes it', () => {
    expect(readFileSync(join(ROOT, 'docs', 'procedures.md'), 'utf8')).toBe(proceduresPage(proofs));
  });

  test('every scenario lies in the folder of its policy, so that its link leads there', () => {
    const misplaced = scenarios.filter(({ file, policy }) => basename(dirname(file)) !== policy);
    expect(misplaced.map(({ file }) => file)).toEqual([]);
  });

  test('speaks of all twenty-one procedures, and of no pack twice', () => {
    expect(Object.keys(rules.procedures)).toEqual(Array.from({ length: 21 }, (_, i) => `P${i + 1}`));
    const packs = Object.values(rules.procedures).flatMap((one) => one.packs);
    expect(new Set(packs).size).toBe(packs.length);
  });

  test('of each procedure there is the plain way, what makes it different, and a failure', () => {
    const lacking = Object.entries(rules.procedures).flatMap(([id, { packs }]) =>
      WAYS.filter((way) => !scenarios.some((one) => packs.includes(one.policy) && one.way === way)).map(
        (way) => `${id} ${way}`,
      ),
    );
    expect(lacking).toEqual([]);
  });

  test('a failure is one: something was late, was decided because nobody did, or did not work', () => {
    const failures = scenarios.filter(({ way }) => way === 'failure');
    const without = failures.filter(({ story, finally: end }) => !SIGNS.test(JSON.stringify([story, end])));
    expect(without.map(({ file }) => basename(file, '.yaml'))).toEqual([]);
  });

  test('says what is missing: a pack, a scenario, a rule that nothing shows', () => {
    const enterprise = policies.get('enterprise-eight-step');
    if (enterprise === undefined) throw new Error('no such policy');
    const few = parseRules(`
every: { all-doubt: Unfounded needs named evidence }
procedures:
  P1: { packs: [enterprise-eight-step], rules: { P1-register: The complaint is registered } }
  P2: { packs: [nobody-wrote-it], rules: { P2-alternatives: There are alternatives } }
`);
    const only = new Map([[enterprise.policy.id, enterprise]]);
    const asked = '{ line: 21, says: 记录投诉内容, as: binding, of: P1, rules: [P1-register] }';
    const seed = parseSeed(`{ seed: '000', leftOut: [], sentences: [${asked}] }`);
    const sentences = { seeds: [seed], gaps: {} };
    const page = proceduresPage({ policies: only, rules: few, scenarios: [], sentences });
    expect(page).toContain('`nobody-wrote-it`: there is no such pack yet.');
    expect(page).toContain('No scenario yet.');
    expect(page.match(/\*\*not shown\*\*/g)).toHaveLength(4);
    expect(page).toContain('| 「记录投诉内容」 | `P1-register`: **not shown** | open |');
    expect(page).toContain('| [P2](#p2) | no pack yet | `nobody-wrote-it` | 0 | 0 of 1 |');
    const shown = parseScenario('unfounded.yaml', `${HEAD}shows: [P1-register]\nstory: []\nends: solved`, rules);
    const better = proceduresPage({ policies: only, rules: few, scenarios: [shown], sentences });
    expect(better).toContain('[unfounded](../test/scenarios/enterprise-eight-step/unfounded.yaml) |');
    expect(better.match(/\*\*not shown\*\*/g)).toHaveLength(2);
    expect(better).toMatch(/「记录投诉内容」 \|.*unfounded\.yaml\) \| shown \|/);
  });
});

describe('what a scenario shows', () => {
  const mistakesIn = (text: string): string => {
    try {
      parseScenario('story.yaml', HEAD + text);
    } catch (error) {
      if (error instanceof ScenarioBroken) return error.message;
      throw error;
    }
    return 'none';
  };

  test('has to be a rule', () => {
    const mistakes = mistakesIn('shows: [P1-register, P1-registers]\nstory: []\nends: solved');
    expect(mistakes).toBe('story.yaml:4 shows.1: there is no rule "P1-registers". Did you mean P1-register?');
  });

  test('is not said twice', () => {
    expect(mistakesIn('shows: [P1-register, P1-register]\nstory: []\nends: solved')).toMatch(
      /^story\.yaml:4 shows\.1: "P1-register" is said twice/,
    );
  });

  test('is nothing if the story asserts nothing', () => {
    expect(mistakesIn('shows: [P1-register]\nstory: []')).toMatch(/expects nothing/);
  });
});

describe('test/scenarios/rules.yaml', () => {
  test('every rule has an id of its own', () => {
    const { every, procedures } = allRules();
    const ids = [every, ...Object.values(procedures).map(({ rules }) => rules)].flatMap((one) => Object.keys(one));
    expect(rulesById(allRules()).size).toBe(ids.length);
  });

  test.each([
    ['a rule under another procedure', 'every: {}\nprocedures: { P1: { packs: [a], rules: { P2-x: Ten letters } } }'],
    ['an id that is none', 'every: { doubt: Ten letters }\nprocedures: {}'],
    ['a rule without words', 'every: { all-doubt: "" }\nprocedures: {}'],
    ['a procedure without a pack', 'every: {}\nprocedures: { P1: { packs: [], rules: {} } }'],
  ])('%s is refused', (_what, text) => {
    expect(() => parseRules(text)).toThrow();
  });
});
