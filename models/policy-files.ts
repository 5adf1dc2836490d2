import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { parse } from 'yaml';
import { resolveCalendar } from '../domain/time/calendar';
import type { WorkCalendar } from '../domain/time/calendar.schema';
import { calendarFileSchema, holidayListSchema } from '../domain/time/calendar.schema';
import type { PolicyBundle } from '../domain/policy/bundle';
import { parsePolicy } from '../domain/rules/policy/parse';
import type { PolicyProblem } from '../domain/rules/policy/problem';
import { PolicyBroken } from '../domain/rules/policy/problem';
import { templatesSchema } from '../domain/rules/policy/schema';

/** Policies that only others extend. */
const BASES = ['base', 'consumer-law', 'food-law'];

/**
 * Reads every policy of a folder (`*.yaml`, with `calendars/`, `calendars/holidays/` and `templates/` beside them) into
 * bundles.
 * @throws PolicyBroken with the mistakes of all files at once.
 */
export function readPolicies(folder: string, remedies: readonly string[], shared = folder): PolicyBundle[] {
  const sources = sharedSources(shared);
  const problems: PolicyProblem[] = [];
  const bundles: PolicyBundle[] = [];
  for (const file of yamlFiles(folder)) {
    const id = file.slice(0, -'.yaml'.length);
    if (BASES.includes(id)) continue;
    try {
      bundles.push(
        withHash(
          parsePolicy({
            ...sources,
            file: join(folder, file),
            text: readFileSync(join(folder, file), 'utf8'),
            remedies,
          }),
        ),
      );
      const read = bundles.at(-1);
      if (read?.policy.id !== id)
        problems.push({
          file: join(folder, file),
          field: 'id',
          message: `the file of policy "${read?.policy.id ?? ''}" is called ${file}.`,
          hint: `Call it ${read?.policy.id ?? ''}.yaml.`,
        });
    } catch (error) {
      if (!(error instanceof PolicyBroken)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new PolicyBroken(problems);
  return bundles;
}

/** The bundle with the SHA-256 of its canonical text (RFC 8785), computed without the hash itself. */
export function withHash(bundle: Omit<PolicyBundle, 'hash'>): PolicyBundle {
  const hash = createHash('sha256')
    .update(canonicalize({ ...bundle, policy: { ...bundle.policy, bundleHash: '' } }) ?? '')
    .digest('hex');
  return { ...bundle, hash, policy: { ...bundle.policy, bundleHash: hash } };
}

function sharedSources(folder: string) {
  const calendars = new Map<string, WorkCalendar>();
  const holidays = new Map(
    yamlFiles(join(folder, 'calendars', 'holidays'))
      .map((file) => holidayListSchema.parse(parse(readFileSync(join(folder, 'calendars', 'holidays', file), 'utf8'))))
      .map((list) => [list.id, list]),
  );
  for (const file of yamlFiles(join(folder, 'calendars'))) {
    const calendar = calendarFileSchema.parse(parse(readFileSync(join(folder, 'calendars', file), 'utf8')));
    calendars.set(
      calendar.id,
      resolveCalendar(calendar, calendar.holidays === undefined ? undefined : holidays.get(calendar.holidays)),
    );
  }
  const templates = Object.assign(
    {},
    ...yamlFiles(join(folder, 'templates')).map((file) =>
      templatesSchema.parse(parse(readFileSync(join(folder, 'templates', file), 'utf8'))),
    ),
  ) as PolicyBundle['templates'];
  return {
    calendar: (id: string) => calendars.get(id),
    templates,
    base: (id: string) => {
      const file = join(folder, `${id}.yaml`);
      return existsSync(file) ? { file, text: readFileSync(file, 'utf8') } : undefined;
    },
  };
}

function yamlFiles(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .sort()
    : [];
}
