import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { absenceSchema, accountChangeSchema, newAccountSchema } from '../api/accounts/account-schema';
import type { Accounts, By } from '../api/accounts/accounts';
import { openAccounts } from '../api/accounts/open-accounts';
import type { PlaceKeeping } from '../api/accounts/places';
import { fieldErrors } from '../api/field-errors';
import { invalid } from '../api/invalid';
import { Problem } from '../api/problem';
import { placeChangeSchema, placeSchema } from '../domain/values/place';
import { connectAnswered } from '../models/connect-answered';
import { openModels } from '../models/open-models';
import type { Models } from '../models/open-models';
import type { StaffMember } from '../models/staff';
import { openVault } from '../vault/open-vault';
import { readConfig } from '../workers/config';
import type { z } from 'zod';

interface Opened {
  models: Models;
  accounts: Accounts;
  placeKeeping: PlaceKeeping;
  /** Recorded as who did it: the account of the system under which the command runs. */
  by: By;
}

/**
 * Accounts and places on the command line. It works on the database itself, so that the first administrator can be entered
 * and somebody can get in when no administrator can; the rules and the record are those of the API.
 */
export function staffCommand(): Command {
  const staff = new Command('staff').description('accounts of staff: who works here, in which roles');
  staff
    .command('list')
    .description('all staff with roles and places')
    .action(() =>
      opened(async ({ models }) => {
        for (const one of await models.staff.all()) process.stdout.write(`${lineOf(one)}\n`);
      }),
    );
  staff
    .command('add')
    .argument('<id>', 'lower-case letters and digits; cannot be changed later')
    .requiredOption('--name <text>')
    .requiredOption('--mail <address>')
    .option('--phone <number>')
    .option('--role <name...>', 'of the policies, or auditor, payroll, finance, administrator', [])
    .option('--department <name...>', 'of the policies', [])
    .option('--place <id...>', 'where the roles are held', [])
    .description('add a staff member; prints a password that must be changed at the first sign-in')
    .action((id: string, options: PostOptions & { name: string; mail: string }) =>
      opened(async ({ accounts, by }) => {
        const { oneTimePassword } = await accounts.add(by, parsed(newAccountSchema, { id, ...accountOf(options) }));
        process.stdout.write(`${id} added; password for the first sign-in: ${oneTimePassword}\n`);
      }),
    );
  staff
    .command('change')
    .argument('<id>')
    .option('--name <text>')
    .option('--mail <address>')
    .option('--phone <number>')
    .option('--role <name...>', 'complete list; roles not named are removed')
    .option('--department <name...>', 'complete list')
    .option('--place <id...>', 'complete list')
    .description('change a staff member; omitted values stay unchanged')
    .action((id: string, options: PostOptions) =>
      opened(async ({ accounts, by }) => {
        const changes = parsed(accountChangeSchema, accountOf(options));
        process.stdout.write(`${lineOf(await accounts.change(by, id, changes))}\n`);
      }),
    );
  for (const { name, does, act } of PLAIN)
    staff
      .command(name)
      .argument('<id>')
      .description(does)
      .action((id: string) =>
        opened(async ({ accounts, by }) => {
          const done = await act(accounts, by, id);
          process.stdout.write(
            'oneTimePassword' in done
              ? `${id}: password for the next sign-in: ${done.oneTimePassword}\n`
              : `${lineOf(done)}\n`,
          );
        }),
      );
  staff
    .command('absent')
    .argument('<id>')
    .requiredOption('--from <time>', 'such as 2026-12-21T09:00+08:00')
    .requiredOption('--to <time>')
    .option('--substitute <id>', 'substitute during the absence')
    .description('enter an absence')
    .action((id: string, options: { from: string; to: string; substitute?: string }) =>
      opened(async ({ accounts, by }) => {
        process.stdout.write(`${lineOf(await accounts.addAbsence(by, id, parsed(absenceSchema, options)))}\n`);
      }),
    );
  staff
    .command('back')
    .argument('<id>')
    .requiredOption('--from <time>', 'the beginning of the absence')
    .description('end an absence now, or cancel a future one')
    .action((id: string, { from }: { from: string }) =>
      opened(async ({ accounts, by }) => {
        process.stdout.write(`${lineOf(await accounts.endAbsence(by, id, from))}\n`);
      }),
    );
  return staff;
}

/** Places on the command line. */
export function placesCommand(): Command {
  const places = new Command('places').description('units of the organisation: headquarters, stores, branches');
  places
    .command('list')
    .description('complete list')
    .action(() =>
      opened(async ({ models }) => {
        for (const { id, title, kind, within } of await models.places.all())
          process.stdout.write(
            `${id} ${kind} ${title.zh} / ${title.en}${within === undefined ? '' : `, in ${within}`}\n`,
          );
      }),
    );
  places
    .command('add')
    .argument('<id>')
    .requiredOption('--zh <title>')
    .requiredOption('--en <title>')
    .requiredOption('--kind <word>', 'such as store')
    .option('--within <id>', 'parent place')
    .description('add a place')
    .action((id: string, { zh, en, kind, within }: { zh: string; en: string; kind: string; within?: string }) =>
      opened(async ({ placeKeeping, by }) => {
        await placeKeeping.add(by, parsed(placeSchema, { id, title: { zh, en }, kind, within }));
        process.stdout.write(`${id} entered\n`);
      }),
    );
  places
    .command('change')
    .argument('<id>')
    .option('--zh <title>')
    .option('--en <title>')
    .option('--kind <word>')
    .option('--within <id>')
    .option('--top', 'top level, no parent place')
    .description('change a place; omitted values stay unchanged')
    .action((id: string, options: { zh?: string; en?: string; kind?: string; within?: string; top?: boolean }) =>
      opened(async ({ placeKeeping, by }) => {
        const { zh, en, kind, within, top } = options;
        const changes = { title: { zh, en }, kind, within: top === true ? null : within };
        await placeKeeping.change(by, id, parsed(placeChangeSchema, changes));
        process.stdout.write(`${id} changed\n`);
      }),
    );
  places
    .command('remove')
    .argument('<id>')
    .description('remove an empty place')
    .action((id: string) =>
      opened(async ({ placeKeeping, by }) => {
        await placeKeeping.remove(by, id);
        process.stdout.write(`${id} removed\n`);
      }),
    );
  return places;
}

interface PostOptions {
  name?: string;
  mail?: string;
  phone?: string;
  role?: string[];
  department?: string[];
  place?: string[];
}

/** Options as the fields of an account are called; what was left out is undefined. */
function accountOf({ role, department, place, ...named }: PostOptions): Record<string, unknown> {
  return { ...named, roles: role, departments: department, places: place };
}

const PLAIN: readonly {
  name: string;
  does: string;
  act: (accounts: Accounts, by: By, id: string) => Promise<StaffMember | { oneTimePassword: string }>;
}[] = [
  {
    name: 'retire',
    does: 'retire a staff member: sessions end at once, the name stays in the files',
    act: (accounts, by, id) => accounts.retire(by, id),
  },
  {
    name: 'reinstate',
    does: 'reinstate a former staff member; prints a new password',
    act: (accounts, by, id) => accounts.reinstate(by, id),
  },
  {
    name: 'reset-password',
    does: 'print a password that must be changed at the next sign-in, and end all sessions',
    act: (accounts, by, id) => accounts.resetPassword(by, id),
  },
  {
    name: 'unlock',
    does: 'clear failed sign-in attempts',
    act: (accounts, by, id) => accounts.unlock(by, id),
  },
  {
    name: 'end-sessions',
    does: 'end all sessions of a staff member',
    act: (accounts, by, id) => accounts.endSessions(by, id),
  },
];

async function opened(act: (opened: Opened) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const keys = await openVault(join(config.REDRESS_DATA, 'keys'));
  const connection = await connectAnswered(config.MONGODB_URI);
  try {
    const models = openModels(connection, keys);
    const clock = (): Date => new Date();
    await act({ models, ...openAccounts(models, clock), by: { id: `cli:${userInfo().username}` } });
  } catch (error) {
    throw error instanceof Problem ? new Error(sentenceOf(error)) : error;
  } finally {
    await connection.close();
  }
}

function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success) throw invalid(fieldErrors(result.error));
  return result.data;
}

function sentenceOf({ message, details }: Problem): string {
  const fields = (details.errors ?? []).map(({ field, message: wrong }) => `${field}: ${wrong.en}`);
  return [message, ...fields, ...(details.wayOut === undefined ? [] : [details.wayOut.en])].join('\n  ');
}

function lineOf({ id, name, roles, departments, places = [], active, absences }: StaffMember): string {
  const posts = [roles.join(', '), departments.join(', '), places.join(', ')].filter((part) => part !== '');
  const last = absences.at(-1);
  return [
    `${id} ${name}`,
    ...posts,
    ...(active ? [] : ['has left']),
    ...(last === undefined ? [] : [`away ${last.from} to ${last.to}`]),
  ].join('; ');
}
