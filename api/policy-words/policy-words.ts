import { stringify } from 'yaml';
import type { DecisionTable } from '../../domain/rules/decision-table';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { ClockRule } from '../../domain/policy/terms';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
import { limitWords } from './duration';
import { momentWords, roleWords, stepWords } from './step-words';
import type { PolicyWords } from './policy-words-schema';

/** A policy as somebody reads it who writes none: its steps, roles and limits in sentences, its tables as grids. */
export function policyWords(bundle: PolicyBundle): PolicyWords {
  const { policy, tables, law } = bundle;
  return {
    lines: [
      { id: 'main', title: both('主流程', 'Main line'), sentences: [], steps: policy.main },
      ...policy.tracks.map(({ id, title, when, on, steps }) => ({
        ...{ id, title: title ?? both(id, id), steps },
        sentences: [
          ...(when === undefined ? [] : [both(`当 ${when} 时开始，一次。`, `It starts once, when ${when}.`)]),
          ...(on === undefined ? [] : [both(`每次发生 ${on} 时开始。`, `It starts each time that ${on} happens.`)]),
        ],
      })),
    ].map(({ steps, ...line }) => ({ ...line, steps: steps.map((step) => stepWords(policy, step)) })),
    roles: Object.entries(policy.roles).map(([id, { title, above, ofDepartment }]) => ({
      ...{ id, title },
      sentences: [
        ...(above === undefined
          ? []
          : [both(`上一级：${roleWords(policy, above).zh}。`, `Next level up: ${roleWords(policy, above).en}.`)]),
        ...(ofDepartment === true ? [both('按部门担任。', 'Held per department.')] : []),
        ...(policy.owner === id ? [both('本办法的负责人。', 'Owner of the policy.')] : []),
      ],
    })),
    limits: policy.clocks.map((clock) => ({
      ...{ id: clock.id, title: clock.title, sentences: clockWords(policy, clock) },
    })),
    tables: Object.values(tables).map(gridOf),
    law,
    text: stringify(withoutHashes(bundle), { lineWidth: 0, aliasDuplicateObjects: false }),
  };
}

function clockWords(
  policy: PolicyBundle['policy'],
  { within, insteadWhen, warn, pauses, extend }: ClockRule,
): Bilingual[] {
  const limit = limitWords(within);
  return [
    both(`时限：${limit.zh}。`, `Time limit: ${limit.en}.`),
    ...insteadWhen.map(({ when, within: other }) =>
      both(`当 ${when} 时：${limitWords(other).zh}。`, `If ${when}: ${limitWords(other).en}.`),
    ),
    pauses
      ? both('案件暂停时不计时。', 'It stands still while the case is paused.')
      : both('案件暂停时照常计时。', 'It runs on while the case is paused.'),
    ...warn.map((warning) => {
      const moment = momentWords(warning);
      const role = roleWords(policy, warning.to);
      return both(`${moment.zh}：通知${role.zh}。`, `${moment.en}: notified: ${role.en}.`);
    }),
    ...(extend === undefined
      ? []
      : [
          both(
            `经${roleWords(policy, extend.approve).zh}批准可延长，每次至多 ${limitWords(extend.by).zh}，最多 ${extend.atMost} 次。`,
            `Extension by ${limitWords(extend.by).en} at most, ${extend.atMost} times at most, with approval by: ${roleWords(policy, extend.approve).en}.`,
          ),
        ]),
  ];
}

const HITS: Readonly<Record<DecisionTable['hit'], Bilingual>> = {
  unique: both('恰好适用一条规则。', 'Exactly one rule applies.'),
  first: both('适用第一条符合的规则。', 'The first rule that fits applies.'),
  collect: both('所有符合的规则都适用。', 'All rules that fit apply.'),
};

function gridOf({
  id,
  title,
  hit,
  inputs,
  outputs,
  rules,
  default: otherwise,
}: DecisionTable): PolicyWords['tables'][number] {
  const cells = (of: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(of).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  return {
    ...{ id, title, hit: HITS[hit] },
    inputs: Object.entries(inputs).map(([name, { expression, title: known }]) => ({
      ...{ id: name, expression, title: known ?? both(expression, expression) },
    })),
    outputs: Object.entries(outputs).map(([name, { title: known }]) => ({
      id: name,
      title: known ?? both(name, name),
    })),
    rules: rules.map(({ id: rule, when, then, note, source }) => ({
      ...{ id: rule, when: cells(when), then: cells(then) },
      ...(note === undefined ? {} : { note }),
      ...(source === undefined ? {} : { source }),
    })),
    ...(otherwise === undefined ? {} : { otherwise: cells(otherwise) }),
  };
}

/** What two versions are compared by, line by line: everything that was published, but the hash of it. */
function withoutHashes({ hash: _, policy, ...rest }: PolicyBundle): object {
  const { bundleHash: _hash, ...terms } = policy;
  return { policy: terms, ...rest };
}
