import type { Document } from 'yaml';
import { LineCounter, parseDocument } from 'yaml';
import type { WorkCalendar } from '../../time/calendar.schema';
import { factNamesIn } from '../feel/facts';
import type { PolicyBundle, Template } from '../../policy/bundle';
import { catchUpOf } from './catch-up';
import { withInherited } from '../../policy/category-tree';
import { checkPolicy } from './check';
import type { PolicyProblem } from './problem';
import { PolicyBroken } from './problem';
import type { PolicyFile } from './schema';
import { policySchema } from './schema';

/** A policy's own text and what it stands on. */
export interface PolicySources {
  file: string;
  text: string;
  /** Text of a policy that this one extends, by id. */
  base: (id: string) => { file: string; text: string } | undefined;
  calendar: (id: string) => WorkCalendar | undefined;
  /** Templates that every policy may use. */
  templates: Record<string, Template>;
  /** Kinds of remedy that can be executed here. */
  remedies: readonly string[];
}

/**
 * Reads a policy and everything it stands on into a bundle; its hash is the caller's to add.
 * @throws PolicyBroken with every mistake, each with file, line, field and, where there is one, a way out.
 */
export function parsePolicy(sources: PolicySources): Omit<PolicyBundle, 'hash'> {
  const layers = layersOf(sources);
  const merged = layers.reduceRight<unknown>((under, layer) => merge(under, layer.value), {}) as Record<
    string,
    unknown
  >;
  delete merged['extends'];
  const withTemplates = { ...merged, templates: merge(sources.templates, merged['templates'] ?? {}) };
  const parsed = policySchema.safeParse(withTemplates);
  const problems: PolicyProblem[] = parsed.success
    ? checkPolicy(parsed.data, sources.remedies)
    : parsed.error.issues.map((issue) => ({ field: issue.path.map(String).join('.'), message: issue.message }));
  const calendar = typeof merged['calendar'] === 'string' ? sources.calendar(merged['calendar']) : undefined;
  if (parsed.success && calendar === undefined)
    problems.push({ field: 'calendar', message: `no such calendar "${parsed.data.calendar}".` });
  if (!parsed.success || calendar === undefined || problems.length > 0)
    throw new PolicyBroken(problems.map((problem) => locate(problem, layers)));
  return bundleOf(parsed.data, calendar);
}

function bundleOf(policy: PolicyFile, calendar: WorkCalendar): Omit<PolicyBundle, 'hash'> {
  const {
    tables,
    templates,
    intake,
    documents,
    source,
    law,
    deductions,
    reports,
    calendar: _calendar,
    examples: _examples,
    catchUp: _facts,
    ...carried
  } = policy;
  const catchUp = catchUpOf(policy);
  return {
    policy: {
      ...carried,
      ...(catchUp === undefined ? {} : { catchUp }),
      bundleHash: '',
      categories: withInherited(carried.categories),
      clocks: Object.entries(carried.clocks).map(([id, clock]) => ({
        id,
        ...clock,
        uses: [...new Set(clock.insteadWhen.flatMap(({ when }) => factsUsed(when)))],
      })),
      tracks: Object.entries(carried.tracks).map(([id, track]) => ({
        id,
        ...track,
        ...(track.when === undefined ? {} : { uses: factsUsed(track.when) }),
      })),
    },
    tables,
    templates,
    calendar,
    intake,
    ...(documents === undefined ? {} : { documents }),
    source,
    law,
    ...(deductions === undefined ? {} : { deductions }),
    ...(reports === undefined ? {} : { reports }),
  };
}

/** Facts that a condition speaks of, without what is inside them. */
function factsUsed(condition: string): string[] {
  return [...new Set(factNamesIn(condition).map((name) => name.split('.')[0] as string))];
}

interface Layer {
  file: string;
  document: Document;
  lines: LineCounter;
  value: Record<string, unknown>;
}

/** The policy's own file first, then what it extends, as deep as that goes. */
function layersOf({ file, text, base }: PolicySources): Layer[] {
  const layers: Layer[] = [];
  let current = { file, text };
  for (;;) {
    const { file: at } = current;
    if (layers.some((layer) => layer.file === at))
      throw new PolicyBroken([{ file: at, field: 'extends', message: 'a policy cannot extend itself.' }]);
    const layer = readLayer(at, current.text);
    layers.push(layer);
    const parent = layer.value['extends'];
    if (parent === undefined) return layers;
    const under = typeof parent === 'string' ? base(parent) : undefined;
    if (under === undefined)
      throw new PolicyBroken([
        locate({ field: 'extends', message: `there is no policy ${JSON.stringify(parent)} to extend.` }, layers),
      ]);
    current = under;
  }
}

function readLayer(file: string, text: string): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    throw new PolicyBroken(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { file, line, column: col, field: '(YAML)', message: error.message.split('\n')[0] ?? error.code };
      }),
    );
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PolicyBroken([
      { file, line: 1, column: 1, field: '(YAML)', message: 'a policy must be a map of fields.' },
    ]);
  return { file, document, lines, value: value as Record<string, unknown> };
}

/** Maps are merged key by key, what is not a map is replaced; `null` takes a key of the base away. */
function merge(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return over;
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = merge(under[key], value);
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds the field in the topmost file that has it; a missing field is shown at what should hold it. */
function locate(problem: PolicyProblem, layers: Layer[]): PolicyProblem {
  const path = problem.field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = path.length; length > 0; length--) {
    for (const { file, document, lines } of layers) {
      const node = document.getIn(path.slice(0, length), true) as
        { range?: [number, number, number] | null } | undefined;
      if (node?.range == null) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return { ...problem, file, line, column: col };
    }
  }
  return { ...problem, file: layers[0]?.file ?? 'policy', line: 1, column: 1 };
}
