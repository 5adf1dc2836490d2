import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Step } from '../../domain/policy/compiled';
import { readPolicies } from '../../models/policy-files';
import { REMEDY_KINDS } from '../support/policies';

/** What no organisation can do without, whatever its procedure: the customer's word by any channel, and the ends of every case. */
const NEEDED = ['receiveMessage', 'promise', 'pause', 'resume', 'withdraw', 'merge', 'reopen', 'reassign', 'escalate'];

const POLICIES = join(__dirname, '..', '..', 'policies');
const bundles = readPolicies(POLICIES, REMEDY_KINDS);
const shipped = bundles.map(({ policy }) => [policy.id, policy] as const);

test.each(shipped)('in %s a customer is heard, a case can wait, and each of its ends can be reached', (_, policy) => {
  expect(NEEDED.filter((action) => !policy.anytime.includes(action))).toEqual([]);
  expect(policy.tracks.map(({ id }) => id)).toEqual(expect.arrayContaining(['promise', 'inbound', 'withdrawal']));
});

test.each(shipped)('in %s nobody is waited for without a limit and something that happens at its end', (_, policy) => {
  const steps = [...policy.main, ...policy.tracks.flatMap((track) => track.steps)];
  expect(steps.filter((step) => waits(step) && !isLimited(step)).map(({ id }) => id)).toEqual([]);
});

test.each(bundles.map(({ policy, tables }) => [policy.id, tables] as const))(
  'in %s an example beside the tables tries every rule of each',
  (id, tables) => {
    const tried = examplesOf(id).flatMap(({ table, rules = [] }) => rules.map((rule) => `${table} ${rule}`));
    const all = Object.entries(tables).flatMap(([table, { rules }]) => rules.map((rule) => `${table} ${rule.id}`));
    expect(all.filter((rule) => !tried.includes(rule))).toEqual([]);
  },
);

/** Bundles have no examples any more, for they hold once the policy is read; a policy without has those it extends. */
function examplesOf(id: string): { table: string; rules?: string[] }[] {
  const file = parse(readFileSync(join(POLICIES, `${id}.yaml`), 'utf8')) as {
    extends?: string;
    examples?: { table: string; rules?: string[] }[];
  };
  return file.examples ?? (file.extends === undefined ? [] : examplesOf(file.extends));
}

/** A conclusion without a message tells nobody, hence waits for nobody. */
function waits(step: Step): boolean {
  return 'who' in step && step.who !== undefined && !(step.stage === 'conclude' && step.template === undefined);
}

/** A promise is due when it was promised. */
function isLimited(step: Step): boolean {
  const isDue = step.stage === 'keepPromise' || ('within' in step && step.within !== undefined);
  return isDue && 'overdue' in step && step.overdue.length > 0;
}
