import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Rules } from './rules';
import { rulesById } from './rules';

const FOLDER = join(__dirname, '..', 'procedures', 'sentences');
export const SEEDS = ['000', '001', '002', '003', '004'] as const;

const line = z.int().positive();
const sentenceSchema = z.strictObject({
  /** Line of the source. */
  line,
  /** In the original, exactly. */
  says: z.string().min(2),
  as: z.enum(['binding', 'advice']),
  /** The procedure that it belongs to, or all of them. */
  of: z.string().regex(/^(P\d+|all)$/),
  /** Rules of `rules.yaml` by which it is kept. */
  rules: z.array(z.string()).default([]),
  /** What is missing for it, by the names in `gaps.yaml`. */
  open: z.array(z.string()).default([]),
  /** Why it is no rule, or whose choice it was. */
  because: z.string().optional(),
});
/** The source says the same again in another place: what stands at that line holds for both. */
const repeatSchema = z.strictObject({ line, says: z.string().min(2), repeats: line });

const fileSchema = z.strictObject({
  seed: z.enum(SEEDS),
  /** Lines in which nothing is asked of anybody who handles complaints. */
  leftOut: z.array(z.strictObject({ from: line, to: line, because: z.string().min(10) })),
  sentences: z.array(z.union([sentenceSchema, repeatSchema])).min(1),
});

const gapSchema = z.strictObject({
  /** A story is missing; a policy can say it with what there is; or none can. */
  kind: z.enum(['scenario', 'pack', 'engine']),
  missing: z.string().min(20),
  where: z.array(z.string()).min(1),
});

export type Seed = z.output<typeof fileSchema>;
export type Sentence = z.output<typeof sentenceSchema> & { seed: Seed['seed'] };
export type Gaps = Readonly<Record<string, z.output<typeof gapSchema>>>;
export interface Sentences {
  seeds: readonly Seed[];
  gaps: Gaps;
}

/** What the sources demand, sentence by sentence (`test/procedures/sentences`). */
export function allSentences(): Sentences {
  const read = (name: string): string => readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
  return { seeds: SEEDS.map((name) => parseSeed(read(name))), gaps: parseGaps(read('gaps')) };
}

/** @throws ZodError naming every mistake with its place. */
export function parseSeed(text: string): Seed {
  return fileSchema.parse(parse(text));
}

/** @throws ZodError naming every mistake with its place. */
export function parseGaps(text: string): Gaps {
  return z.record(z.string().regex(/^[a-z-]+$/), gapSchema).parse(parse(text));
}

/** Every sentence once, in the order of the sources. */
export function sentencesOf({ seeds }: Pick<Sentences, 'seeds'>): Sentence[] {
  return seeds.flatMap(({ seed, sentences }) =>
    sentences.flatMap((one): Sentence[] => ('repeats' in one ? [] : [{ ...one, seed }])),
  );
}

/** What is wrong with the list in itself, and against the rules. */
export function faultsOfSentences({ seeds, gaps }: Sentences, rules: Rules): string[] {
  const known = rulesById(rules);
  const named = new Set(sentencesOf({ seeds }).flatMap(({ open }) => open));
  return [
    ...seeds.flatMap(faultsOfSeed),
    ...sentencesOf({ seeds }).flatMap((one) => {
      const at = `${one.seed}:${one.line} ${one.says}`;
      return [
        ...one.rules.filter((rule) => !known.has(rule)).map((rule) => `${at}: there is no rule ${rule}`),
        ...one.open.filter((gap) => gaps[gap] === undefined).map((gap) => `${at}: there is no gap ${gap}`),
        ...(one.of === 'all' || rules.procedures[one.of] !== undefined ? [] : [`${at}: no procedure ${one.of}`]),
        ...(one.as === 'binding' && one.rules.length + one.open.length === 0 && one.because === undefined
          ? [`${at}: binding, with neither a rule nor what is missing nor a reason`]
          : []),
      ];
    }),
    ...Object.entries(gaps)
      .filter(([gap, { kind }]) => kind !== 'scenario' && !named.has(gap))
      .map(([gap]) => `gaps.yaml: no sentence names ${gap}`),
  ];
}

function faultsOfSeed({ seed, leftOut, sentences }: Seed): string[] {
  const firsts = new Set(sentences.flatMap((one) => ('repeats' in one ? [] : [one.line])));
  return sentences.flatMap((one, i) => {
    const at = `${seed}:${one.line} ${one.says}`;
    const before = sentences[i - 1];
    return [
      ...(before !== undefined && before.line > one.line ? [`${at}: stands after line ${before.line}`] : []),
      ...(sentences.findIndex((other) => other.line === one.line && other.says === one.says) < i
        ? [`${at}: is there twice`]
        : []),
      ...('repeats' in one && (one.repeats >= one.line || !firsts.has(one.repeats))
        ? [`${at}: nothing before it stands at line ${one.repeats}`]
        : []),
      ...(leftOut.some(({ from, to }) => from <= one.line && one.line <= to) && !('as' in one && one.as === 'advice')
        ? [`${at}: its line is left out`]
        : []),
    ];
  });
}
