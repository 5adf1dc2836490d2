import type { Sentence, Sentences } from './sentences';
import { sentencesOf } from './sentences';
import { table } from './markdown-table';

/** Which rules have a scenario that shows them. */
export type IsShown = (rule: string) => boolean;

export type Result = 'shown' | 'in part' | 'open' | 'no rule';

/** Shown: every rule of it is, and nothing is missing. In part: something of it is. */
export function resultOf({ rules, open, because }: Sentence, isShown: IsShown): Result {
  if (rules.length + open.length === 0) return because === undefined ? 'open' : 'no rule';
  const shown = rules.filter(isShown).length;
  if (shown === rules.length && open.length === 0) return 'shown';
  return shown > 0 ? 'in part' : 'open';
}

/** For each source: how many sentences, how many of them bind, and how many of those are shown. */
export function seedTable(sentences: Sentences, isShown: IsShown): string {
  const rows = sentences.seeds.map(({ seed, sentences: all }) => {
    const once = sentencesOf({ seeds: sentences.seeds.filter((one) => one.seed === seed) });
    const binding = once.filter((one) => one.as === 'binding');
    return [seed, `${all.length}`, `${once.length}`, ...counts(binding, isShown)];
  });
  const binding = sentencesOf(sentences).filter((one) => one.as === 'binding');
  const sum = (cell: number): string => `${rows.reduce((total, row) => total + Number(row[cell]), 0)}`;
  return table(
    ['seed', 'sentences', 'each once', 'binding', 'shown', 'in part', 'open', 'no rule'],
    [...rows, ['all', sum(1), sum(2), ...counts(binding, isShown)]],
  );
}

function counts(binding: readonly Sentence[], isShown: IsShown): string[] {
  const of = (result: Result): string => `${binding.filter((one) => resultOf(one, isShown) === result).length}`;
  return [`${binding.length}`, of('shown'), of('in part'), of('open'), of('no rule')];
}

/** The binding sentences of a procedure, quoted. */
export function sentenceTable(
  sentences: Sentences,
  of: string,
  { isShown, linksOf }: { isShown: IsShown; linksOf: (rule: string) => string },
): string[] {
  const rows = sentencesOf(sentences)
    .filter((one) => one.of === of && one.as === 'binding')
    .map((one) => [
      `${one.seed}:${one.line}`,
      `「${one.says.trim()}」`,
      one.rules.map((rule) => `\`${rule}\`: ${linksOf(rule)}`).join('<br>'),
      [
        resultOf(one, isShown),
        ...one.open.map((gap) => `[${gap}](#what-is-open)`),
        ...(one.because === undefined ? [] : [one.because]),
      ].join('; '),
    ]);
  return rows.length === 0 ? [] : [table(['where', 'the seed says', 'rule and what shows it', 'result'], rows)];
}

/** What is missing, and where it would go. */
export function gapTable(sentences: Sentences): string {
  const all = sentencesOf(sentences);
  const rows = Object.entries(sentences.gaps).map(([id, { kind, missing, where }]) => [
    id,
    kind,
    missing,
    where.map((path) => `\`${path}\``).join(', '),
    all
      .filter(({ open }) => open.includes(id))
      .map((one) => `${one.seed}:${one.line}`)
      .filter((at, i, places) => places.indexOf(at) === i)
      .join(', '),
  ]);
  return table(['gap', 'kind', 'what is missing', 'where it would go', 'asked for at'], rows);
}
