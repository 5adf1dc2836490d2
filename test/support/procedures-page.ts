import { basename } from 'node:path';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { STAGES } from '../../domain/stages';
import { table } from './markdown-table';
import type { Rules } from './rules';
import type { Scenario } from './scenario';
import type { Sentences } from './sentences';
import { gapTable, seedTable, sentenceTable } from './sentences-page';

/** What the page is made of. */
export interface Proofs {
  /** Shipped policies, by id. */
  policies: ReadonlyMap<string, PolicyBundle>;
  rules: Rules;
  scenarios: readonly Scenario[];
  /** What the sources demand, sentence by sentence. */
  sentences: Sentences;
}

/**
 * `docs/procedures.md`: each procedure with its pack, its stages and its scenarios, and for each rule the scenarios that
 * show it. What has no pack, no scenario or nothing that shows it says so.
 */
export function proceduresPage(proofs: Proofs): string {
  const { rules } = proofs;
  const ids = Object.keys(rules.procedures);
  return `${[
    '# The procedures and their proofs',
    '<!-- Made by script/procedures of the policies, test/scenarios/*/*.yaml, test/scenarios/rules.yaml and test/procedures/sentences. Not written by hand. -->',
    'Every procedure runs as a policy of the folder `policies/`, on one runner and one library of stages. This page lists its rules with the scenarios that prove them. A scenario is a story that runs on a real workflow with time skipped. It fails if anything differs from its expectations; a scenario without expectations, or with an unknown rule, is refused. Each procedure has the normal course, a special course, and a failure: a person does not act in time, or something does not work. `test/scenarios` runs all of them.',
    'The rules come after the sentences from which they were drawn: every binding sentence of the five sources, in the original, with its rules and their scenarios. *Shown* means that a passing scenario proves each of its rules. *In part* means that something is missing. *No rule* means that the sentence asks nothing of those who handle complaints, or that keeping it would deceive or humiliate. Where the source leaves a choice, the result says who made it. [What is open](#what-is-open) lists what is missing and where it would go.',
    '## Overview',
    overview(proofs, ids),
    '## Sentences',
    seedTable(proofs.sentences, shownBy(proofs)),
    ...ids.flatMap((id) => procedure(proofs, id)),
    '## In every procedure',
    'Rules of every pack, shown with one pack as an example.',
    ...sentencesOf(proofs, 'all'),
    ruleTable(proofs, rules.every),
    '## What is open',
    gapTable(proofs.sentences),
    ...beside(proofs),
  ].join('\n\n')}\n`;
}

function overview(proofs: Proofs, ids: readonly string[]): string {
  const rows = ids.map((id) => {
    const { packs, rules } = proofs.rules.procedures[id] as Rules['procedures'][string];
    const known = packs.map((pack) => proofs.policies.get(pack)).filter((bundle) => bundle !== undefined);
    const shown = Object.keys(rules).filter((rule) => showing(proofs, rule).length > 0).length;
    return [
      `[${id}](#${id.toLowerCase()})`,
      known.map((bundle) => `${bundle.policy.title.zh} / ${bundle.policy.title.en}`).join('; ') || 'no pack yet',
      packs.map((pack) => `\`${pack}\``).join(', '),
      `${scenariosOf(proofs, packs).length}`,
      `${shown} of ${Object.keys(rules).length}`,
    ];
  });
  return table(['', 'procedure', 'pack', 'scenarios', 'rules shown'], rows);
}

function procedure(proofs: Proofs, id: string): string[] {
  const { packs, rules } = proofs.rules.procedures[id] as Rules['procedures'][string];
  return [
    `## ${id}`,
    ...packs.map((pack) => packWords(pack, proofs.policies.get(pack))),
    scenarioTable(scenariosOf(proofs, packs)),
    ...sentencesOf(proofs, id),
    ruleTable(proofs, rules),
  ];
}

function packWords(pack: string, bundle: PolicyBundle | undefined): string {
  if (bundle === undefined) return `\`${pack}\`: there is no such pack yet.`;
  const { policy, source } = bundle;
  const stagesOf = (steps: readonly { stage: keyof typeof STAGES }[]): string =>
    steps.map(({ stage }) => `\`${stage}\``).join(' → ');
  return [
    `\`${pack}\` ${policy.version}, ${policy.title.en}. From: ${source}.`,
    `- main: ${stagesOf(policy.main)}`,
    ...policy.tracks.map((track) => `- ${track.id}: ${stagesOf(track.steps)}`),
  ].join('\n');
}

function scenarioTable(scenarios: readonly Scenario[]): string {
  if (scenarios.length === 0) return 'No scenario yet.';
  const rows = scenarios.map((scenario) => [
    link(scenario),
    scenario.title,
    scenario.way ?? '',
    scenario.ends === undefined ? 'still open' : `\`${scenario.ends}\``,
  ]);
  return table(['scenario', 'what happens', 'way', 'ends as'], rows);
}

function ruleTable(proofs: Proofs, rules: Readonly<Record<string, string>>): string {
  const rows = Object.entries(rules).map(([id, words]) => [`\`${id}\``, words, linksOf(proofs, id)]);
  return table(['rule', 'what it demands', 'shown by'], rows);
}

/** Policies that belong to no procedure of the list. */
function beside({ policies, rules, scenarios }: Proofs): string[] {
  const packs = Object.values(rules.procedures).flatMap((one) => one.packs);
  const others = [...policies.values()].filter(({ policy }) => !packs.includes(policy.id));
  if (others.length === 0) return [];
  const rows = others.map(({ policy }) => [
    `\`${policy.id}\``,
    policy.title.en,
    scenarios
      .filter((scenario) => scenario.policy === policy.id)
      .map(link)
      .join(', ') || 'no scenario yet',
  ]);
  return ['## Beside them', table(['policy', '', 'scenarios'], rows)];
}

function scenariosOf({ scenarios }: Proofs, packs: readonly string[]): Scenario[] {
  return packs.flatMap((pack) => scenarios.filter((scenario) => scenario.policy === pack));
}

function showing({ scenarios }: Proofs, rule: string): Scenario[] {
  return scenarios.filter(({ shows }) => shows.includes(rule));
}

const shownBy =
  (proofs: Proofs) =>
  (rule: string): boolean =>
    showing(proofs, rule).length > 0;

function linksOf(proofs: Proofs, rule: string): string {
  return showing(proofs, rule).map(link).join(', ') || '**not shown**';
}

function sentencesOf(proofs: Proofs, id: string): string[] {
  const linksOfRule = (rule: string): string => linksOf(proofs, rule);
  return sentenceTable(proofs.sentences, id, { isShown: shownBy(proofs), linksOf: linksOfRule });
}

function link({ file, policy }: Scenario): string {
  const name = basename(file, '.yaml');
  return `[${name}](../test/scenarios/${policy}/${name}.yaml)`;
}
