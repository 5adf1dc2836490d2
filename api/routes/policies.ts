import { z } from 'zod';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { pathOfCategory } from '../../domain/policy/category-tree';
import type { Category } from '../../domain/policy/category-tree';
import type { Step } from '../../domain/policy/compiled';
import { bilingualSchema } from '../../domain/policy/step';
import type { StageDefinition } from '../../domain/stage';
import { STAGES } from '../../domain/stages';
import { both } from '../../domain/values/text';
import { BundleUnknown } from '../../models/bundles';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { typed } from '../initials';
import { latestPolicies } from '../policies';
import { policyWords } from '../policy-words/policy-words';
import { policyWordsSchema } from '../policy-words/policy-words-schema';
import { Problem } from '../problem';

const titled = z.object({ id: z.string(), title: bilingualSchema });
const categorySchema = titled.extend({
  path: z.array(z.string()).meta({ description: 'From the main category to this one.' }),
  initials: z.string().meta({ description: 'Pinyin initials of the title: 退菜 is `tc`.' }),
  within: z.string().optional().meta({ description: 'Parent category.' }),
  heading: z.literal(true).optional().meta({ description: 'Heading only; complaints cannot be registered under it.' }),
});
const summaryShape = {
  id: z.string(),
  version: z.string(),
  bundleHash: z.string(),
  title: bilingualSchema,
  source: z.string().meta({ description: 'Source document of the procedure.' }),
  categories: z.array(categorySchema),
};
const summarySchema = z.object(summaryShape).meta({ id: 'PolicySummary' });

const stepSchema = titled.extend({
  stage: z.string(),
  who: z.string().optional().meta({ description: 'Acting role.' }),
  within: z
    .object({ duration: z.string(), counting: z.enum(['clock', 'working', 'calendarDays', 'month']) })
    .optional(),
  when: z.string().optional().meta({ description: 'Condition (FEEL) without which it is skipped.' }),
  next: z.array(z.string()).meta({ description: 'Steps of its line where it may go on, the usual one first.' }),
  toMain: z.array(z.string()).optional().meta({ description: 'Steps of the main line where it may lead.' }),
  mayEnd: z.literal(true).optional().meta({ description: 'It may end its line.' }),
});

const policySchema = z
  .object({
    ...summaryShape,
    categories: z.array(categorySchema.extend({ remedies: z.array(titled) })),
    departments: z.array(titled),
    roles: z.array(titled.extend({ above: z.string().optional(), ofDepartment: z.boolean() })),
    calendar: z.object({ zone: z.string() }).meta({ description: 'IANA zone of its times.' }),
    intake: z.object({
      required: z.array(z.string()).meta({ description: 'Paths of required intake fields.' }),
      fields: z.array(
        titled.extend({
          type: z.enum(['string', 'number', 'boolean']),
          required: z.boolean(),
          help: bilingualSchema.optional(),
        }),
      ),
    }),
    forms: z.array(
      titled.extend({
        fields: z.array(
          titled.extend({
            type: z.enum(['string', 'number', 'boolean', 'text']),
            required: z.boolean(),
            help: bilingualSchema.optional(),
            oneOf: z.array(z.string()).optional(),
          }),
        ),
      }),
    ),
    steps: z.array(stepSchema).meta({ description: 'The main line.' }),
    tracks: z.array(titled.extend({ steps: z.array(stepSchema) })),
    anytime: z.array(z.string()).meta({ description: 'Actions possible at any time.' }),
    law: z.array(z.object({ what: z.string(), source: z.string(), date: z.string(), jurisdiction: z.string() })),
  })
  .meta({ id: 'Policy' });

const bundleQuery = z.strictObject({
  bundle: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a hash as a case names it')
    .optional()
    .meta({
      description: 'The version with which a case was started (`policy.bundleHash`), in the place of the latest.',
    }),
});

/** Policies by which complaints can be registered. */
export const policies = defineOperation({
  id: 'listPolicies',
  method: 'get',
  path: '/policies',
  tag: 'Policies',
  title: both('办法', 'Policies'),
  who: 'staff',
  answers: {
    200: { description: 'The latest version of each policy.', schema: z.object({ items: z.array(summarySchema) }) },
  },
  handle: async ({ deps }) => ({ status: 200, body: { items: (await latestPolicies(deps)).map(summaryOf) } }),
});

/** One policy: what a form needs to register a complaint under it, and the way that the complaint will go. */
export const policy = defineOperation({
  id: 'readPolicy',
  method: 'get',
  path: '/policies/{id}',
  tag: 'Policies',
  title: both('查看办法', 'Read a policy'),
  who: 'staff',
  pathSchema: z.object({ id: z.string() }),
  querySchema: bundleQuery,
  answers: { 200: { description: 'The latest version, or the one requested.', schema: policySchema } },
  problems: ['NotFound'],
  handle: async ({ deps, path, query }) => {
    const bundle = await wanted(deps, path.id, query.bundle);
    if (bundle === undefined) throw noSuchPolicy();
    const { departments, roles, forms, main, tracks, anytime, categories } = bundle.policy;
    const remedy = (kind: string) => ({ id: kind, title: deps.remedies.get(kind)?.title ?? both(kind, kind) });
    return {
      status: 200,
      body: {
        ...summaryOf(bundle),
        categories: Object.entries(categories).map(([id, category]) => ({
          ...categoryOf(categories, id, category),
          remedies: category.remedies.map(remedy),
        })),
        departments: Object.entries(departments).map(([id, { title }]) => ({ id, title })),
        roles: Object.entries(roles).map(([id, { title, above, ofDepartment }]) => ({
          ...{ id, title, ofDepartment: ofDepartment === true },
          ...(above === undefined ? {} : { above }),
        })),
        calendar: { zone: bundle.calendar.zone },
        intake: {
          required: bundle.intake.required,
          fields: Object.entries(bundle.intake.fields).map(([id, { title, type, required, help }]) => ({
            ...{ id, title, type, required },
            ...(help === undefined ? {} : { help }),
          })),
        },
        forms: Object.entries(forms ?? {}).map(([id, { title, fields }]) => ({
          ...{ id, title },
          fields: Object.entries(fields).map(([name, { title: label, type, required, help, oneOf }]) => ({
            ...{ id: name, title: label, type, required },
            ...(help === undefined ? {} : { help }),
            ...(oneOf === undefined ? {} : { oneOf }),
          })),
        })),
        steps: main.map((step, i) => stepOf(step, main[i + 1])),
        tracks: tracks.map(({ id, title, steps }) => ({
          id,
          title: title ?? both(id, id),
          steps: steps.map((step, i) => stepOf(step, steps[i + 1])),
        })),
        anytime,
        law: bundle.law,
      },
    };
  },
});

/** The versions of a policy that were ever published, for whoever compares them. */
export const policyVersions = defineOperation({
  id: 'listPolicyVersions',
  method: 'get',
  path: '/policies/{id}/versions',
  tag: 'Policies',
  title: both('办法的各版本', 'Versions of a policy'),
  help: both(
    '包括未结案件仍在使用的旧版本；每个版本由 `bundleHash` 指明。',
    'Older ones too, by which open cases still go. `bundleHash` names each.',
  ),
  who: 'staff',
  pathSchema: z.object({ id: z.string() }),
  answers: {
    200: {
      description: 'The latest first.',
      schema: z.object({
        items: z.array(
          z.object({
            ...{ version: z.string(), bundleHash: z.string(), publishedAt: z.iso.datetime() },
            publishedBy: z.string().meta({ description: 'Staff id, or what published it (`server`).' }),
          }),
        ),
      }),
    },
  },
  problems: ['NotFound'],
  handle: async ({ deps, path }) => {
    const versions = (await deps.models.policies.list()).filter(({ id }) => id === path.id);
    if (versions.length === 0) throw noSuchPolicy();
    const items = versions
      .map(({ version, hash, publishedAt, publishedBy }) => ({ version, bundleHash: hash, publishedAt, publishedBy }))
      .sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
    return { status: 200, body: { items } };
  },
});

/** A policy in words: for whoever works by it and reads no YAML. */
export const policyInWords = defineOperation({
  id: 'readPolicyInWords',
  method: 'get',
  path: '/policies/{id}/words',
  tag: 'Policies',
  title: both('用文字阅读办法', 'A policy in words'),
  help: both(
    '环节、角色、时限用句子表述，决策表为表格，法律依据附日期；`text` 供逐行比较两个版本。',
    'Steps, roles and limits in sentences, tables as grids, law with its date. `text` is for comparing two versions line by line.',
  ),
  who: 'staff',
  pathSchema: z.object({ id: z.string() }),
  querySchema: bundleQuery,
  answers: {
    200: {
      description: 'Its latest version, or the one asked for.',
      schema: policyWordsSchema
        .extend({
          id: z.string(),
          version: z.string(),
          bundleHash: z.string(),
          title: bilingualSchema,
          source: z.string(),
        })
        .meta({ id: 'PolicyInWords' }),
    },
  },
  problems: ['NotFound'],
  handle: async ({ deps, path, query }) => {
    const bundle = await wanted(deps, path.id, query.bundle);
    if (bundle === undefined) throw noSuchPolicy();
    const { categories: _, ...summary } = summaryOf(bundle);
    return { status: 200, body: { ...summary, ...policyWords(bundle) } };
  },
});

function noSuchPolicy(): Problem {
  return new Problem('NotFound', { detail: both('没有此办法。', 'There is no such policy.') });
}

/** The latest version of a policy, or the one of this hash, if it is one of this policy. */
async function wanted(deps: Deps, id: string, hash: string | undefined): Promise<PolicyBundle | undefined> {
  if (hash === undefined) return (await latestPolicies(deps)).find(({ policy: { id: one } }) => one === id);
  const bundle = await deps.models.bundles.get(hash).catch((error: unknown) => {
    if (error instanceof BundleUnknown) return undefined;
    throw error;
  });
  return bundle?.policy.id === id ? bundle : undefined;
}

function summaryOf({
  hash,
  policy: { id, version, title, categories },
  source,
}: PolicyBundle): z.output<typeof summarySchema> {
  return {
    ...{ id, version, title, source, bundleHash: hash },
    categories: Object.entries(categories).map(([category, rule]) => categoryOf(categories, category, rule)),
  };
}

function categoryOf(
  all: Readonly<Record<string, Category>>,
  id: string,
  { title, within, heading }: Category,
): z.output<typeof categorySchema> {
  return {
    ...{ id, title, path: pathOfCategory(all, id), initials: typed(title.zh, 'words').initials },
    ...(within === undefined ? {} : { within }),
    ...(heading === undefined ? {} : { heading }),
  };
}

/** Where a step leads is what the check of policies goes by (`StageDefinition.refers`, `leads`). */
function stepOf(step: Step, after: Step | undefined): z.output<typeof stepSchema> {
  const { who, within, when } = step as { who?: string; within?: z.output<typeof stepSchema>['within']; when?: string };
  const stage = STAGES[step.stage] as unknown as StageDefinition;
  const { steps = [], mainSteps = [] } = stage.refers?.(step) ?? {};
  const { next: goesOn = true, end = false } = stage.leads?.(step) ?? {};
  const usual = goesOn && after !== undefined ? [after.id] : [];
  const next = [...new Set([...usual, ...steps])];
  return {
    ...{ id: step.id, stage: step.stage, title: step.title ?? STAGES[step.stage].title },
    ...(who === undefined ? {} : { who }),
    ...(within === undefined ? {} : { within }),
    ...(when === undefined ? {} : { when }),
    next,
    ...(mainSteps.length === 0 ? {} : { toMain: [...new Set(mainSteps)] }),
    ...(end || (goesOn && after === undefined) ? { mayEnd: true as const } : {}),
  };
}
