import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allRules, parseRules, scenarioFiles } from '../support/rules';
import { readScenario } from '../support/scenario';
import { allSentences, faultsOfSentences, parseGaps, parseSeed, SEEDS, sentencesOf } from '../support/sentences';

const ROOT = join(__dirname, '..', '..');

describe('the sentences of the sources', () => {
  const sentences = allSentences();
  const all = sentencesOf(sentences);

  test('stand in order, each once, and name rules and gaps that there are', () => {
    expect(sentences.seeds.map(({ seed }) => seed)).toEqual([...SEEDS]);
    expect(faultsOfSentences(sentences, allRules())).toEqual([]);
  });

  test('every binding one is shown, or says what is missing or why it is no rule; and none says so that is shown', () => {
    const shown = new Set(scenarioFiles().flatMap((file) => readScenario(file).shows));
    const wrong = all.filter((one) => {
      if (one.as === 'advice') return false;
      const unshown = one.rules.some((rule) => !shown.has(rule));
      return unshown !== one.open.includes('scenario');
    });
    expect(wrong.map(({ seed, line, rules }) => `${seed}:${line} ${rules.join(', ')}`)).toEqual([]);
  });

  test('come to at least 250 rules', () => {
    expect(new Set(all.flatMap(({ rules }) => rules)).size).toBeGreaterThanOrEqual(250);
  });

  test('what is missing has a place where it would go', () => {
    const nowhere = Object.values(sentences.gaps).flatMap(({ where }) =>
      where.filter((path) => !existsSync(join(ROOT, path))),
    );
    expect(nowhere).toEqual([]);
  });
});

describe('a list with a mistake', () => {
  const rules = parseRules('every: {}\nprocedures: { P1: { packs: [a], rules: { P1-x: Ten letters } } }');
  const faults = (sentences: string, gaps = '{}'): string[] =>
    faultsOfSentences(
      { seeds: [parseSeed(`{ seed: '000', leftOut: [], sentences: [${sentences}] }`)], gaps: parseGaps(gaps) },
      rules,
    );
  const good = '{ line: 2, says: 记录, as: binding, of: P1, rules: [P1-x] }';

  test.each([
    ['twice', `${good}, ${good}`, 'is there twice'],
    ['out of order', `${good}, { line: 1, says: 记录, as: advice, of: P1 }`, 'stands after line 2'],
    ['with a rule that is none', '{ line: 2, says: 记录, as: advice, of: P1, rules: [P1-y] }', 'there is no rule P1-y'],
    ['with a gap that is none', '{ line: 2, says: 记录, as: advice, of: P1, open: [never] }', 'there is no gap never'],
    ['of no procedure', '{ line: 2, says: 记录, as: advice, of: P9 }', 'no procedure P9'],
    ['that binds and says no more', '{ line: 2, says: 记录, as: binding, of: P1 }', 'binding, with neither'],
    ['that repeats nothing', `${good}, { line: 3, says: 记录, repeats: 1 }`, 'nothing before it stands at line 1'],
  ])('is found: %s', (_what, text, fault) => {
    expect(faults(text)).toEqual([expect.stringContaining(fault)]);
  });

  test('is found: a gap that no sentence names', () => {
    const gaps = '{ lonely: { kind: pack, missing: something of some length, where: [domain] } }';
    expect(faults(good, gaps)).toEqual(['gaps.yaml: no sentence names lonely']);
    expect(faults(good)).toEqual([]);
  });
});
