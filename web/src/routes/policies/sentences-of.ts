import type { Schemas } from '../../client/http';
import type { Bilingual } from '../../words/both';
import { W } from './words';

export type PolicyInWords = Schemas['PolicyInWords'];

/** A policy as lines of sentences, each saying what it is about: two versions are compared by them. */
export function sentencesOf(policy: PolicyInWords, say: (text: Bilingual) => string): string[] {
  const cells = (of: Readonly<Record<string, string>>) =>
    Object.entries(of)
      .map(([name, value]) => `${name} ${value}`)
      .join('; ');
  return [
    ...policy.lines.flatMap((line) => [
      `${say(W.steps)} · ${say(line.title)}`,
      ...line.sentences.map((one) => `${say(line.title)}: ${say(one)}`),
      ...line.steps.flatMap((step) => [
        `${say(line.title)} · ${say(step.title)}`,
        ...step.sentences.map((one) => `${say(step.title)}: ${say(one)}`),
      ]),
    ]),
    ...policy.roles.flatMap((role) => [
      `${say(W.roles)} · ${say(role.title)}`,
      ...role.sentences.map((one) => `${say(role.title)}: ${say(one)}`),
    ]),
    ...policy.limits.flatMap((limit) => [
      `${say(W.limits)} · ${say(limit.title)}`,
      ...limit.sentences.map((one) => `${say(limit.title)}: ${say(one)}`),
    ]),
    ...policy.tables.flatMap((table) => [
      `${say(W.tables)} · ${say(table.title)}: ${say(table.hit)}`,
      ...table.rules.map((rule) => `${say(table.title)} ${rule.id}: ${cells(rule.when)} → ${cells(rule.then)}`),
      ...(table.otherwise === undefined ? [] : [`${say(table.title)} ${say(W.otherwise)}: ${cells(table.otherwise)}`]),
    ]),
    ...policy.law.map(({ what, source, date }) => `${say(W.law)} · ${what}: ${source}, ${date}`),
  ];
}
