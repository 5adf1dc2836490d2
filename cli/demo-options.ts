import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../domain/values/text';
import { firstPasswordFile } from './seed';

const ROOT = join(__dirname, '..');

export const HELP = `Usage: script/demo [FILE --map MAP.yaml] [options]

Takes complaints through the whole procedure as you watch. Scripted staff sign in and act over the HTTP API of a
running server. Where they do not act, deadlines do: reminders, escalations, decisions by default. The
policy "demo" turns hours and days into seconds. At the end, the timeline of each case is printed.

  FILE             complaints from a file (CSV or JSON Lines) instead of the samples
  --map MAP.yaml   how its columns become a complaint (imports/*.yaml)
  --cases N        how many complaints; --limit N is the same        16
  --lang zh|en     sentences in one language; by default in both
  --quiet          only the timelines at the end
  --port N         of the server           REDRESS_PORT              4780
  --data FOLDER    of the server           REDRESS_DATA              data, in the checkout
  --password TEXT  of the sample accounts; by default that of the first run, in the data folder
  --help           this text

The course of each complaint depends only on its position, so a demo can be repeated.
`;

/** What a person asked the demo for. */
export interface DemoOptions {
  file?: { path: string; map: string };
  cases: number;
  language?: Language;
  quiet: boolean;
  /** Address of the server, without a path. */
  base: string;
  /** Of the sample accounts; absent: that of the first run stands in the data folder. */
  password?: string;
  /** Data folder of the server. */
  data: string;
}

/** Something that whoever started it can put right; the message says how. */
export class DemoMistake extends Error {
  override readonly name = 'DemoMistake';
}

/** @throws DemoMistake */
export function readDemoOptions(args: string[], env: NodeJS.ProcessEnv): DemoOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [path, ...more] = positionals;
  if (more.length > 0) throw new DemoMistake(`Only one file is allowed. Remove: ${more.join(' ')}.`);
  if ((path === undefined) !== (values.map === undefined))
    throw new DemoMistake('Give a file and --map MAP.yaml together.');
  const cases = Number(values.cases ?? values.limit ?? 16);
  if (!Number.isInteger(cases) || cases < 1) throw new DemoMistake('--cases needs a number of 1 or more.');
  const { lang } = values;
  const password = values.password ?? env['REDRESS_PASSWORD'];
  if (lang !== undefined && lang !== 'zh' && lang !== 'en') throw new DemoMistake('--lang must be zh or en.');
  return {
    ...(path === undefined || values.map === undefined ? {} : { file: { path, map: values.map } }),
    ...(lang === undefined ? {} : { language: lang }),
    cases,
    quiet: values.quiet ?? false,
    base: `http://127.0.0.1:${values.port ?? env['REDRESS_PORT'] ?? '4780'}`,
    ...(password === undefined ? {} : { password }),
    data: resolve(values.data ?? env['REDRESS_DATA'] ?? join(ROOT, 'data')),
  };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ map: text, cases: text, limit: text, lang: text, quiet: flag },
    ...{ port: text, data: text, password: text, help: { ...flag, short: 'h' } },
  };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new DemoMistake(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

/**
 * The password of the sample accounts.
 * @throws DemoMistake where nobody has said it and the data folder doesn't hold it
 */
export function passwordFor({ password, data }: DemoOptions): string {
  const file = firstPasswordFile(data);
  if (password !== undefined) return password;
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new DemoMistake(
    `There is no ${file}.\nThe demo signs in as the sample staff. The first start of script/server creates their accounts.\n` +
      'Name the data folder of your server with --data, or the password with --password.',
  );
}
