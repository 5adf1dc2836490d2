import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Command, InvalidArgumentError } from 'commander';
import { LONG_HISTORIES } from '../activities/long-histories';
import { remedies } from '../activities/remedies/registry';
import { PolicyBroken } from '../domain/rules/policy/problem';
import { encodingWords } from '../domain/imports/tables/encoding';
import { connectAnswered } from '../models/connect-answered';
import { eraseTraces } from '../models/erase';
import { openModels } from '../models/open-models';
import { readPolicies } from '../models/policy-files';
import { connectTemporal } from '../temporal/connect';
import { readConfig } from '../workers/config';
import { codeForReplay } from '../workers/replay';
import { openVault } from '../vault/open-vault';
import type { OpenedVault } from '../vault/open-vault';
import { ApiClient } from './api-client';
import { checkDeployment } from './deployment-check';
import { importFile, readMap } from './import';
import { importContacts } from './import-contacts';
import { importPay } from './import-pay';
import type { RowsFile } from './read-rows';
import { rebuild } from './rebuild';
import { linesOf, revive } from './revive';
import { seedSamples } from './seed-samples';
import { firstPasswordFile, seedStaff, withFirstPassword } from './seed';
import { placesCommand, staffCommand } from './staff';

const ROOT = join(__dirname, '..');

interface Server {
  server: string;
  user: string;
  password?: string;
}

const program = new Command('redress').description('Redress on the command line').showHelpAfterError();

function positive(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('A whole number above 0.');
}

/** Options of every command that acts through the API. */
function throughApi(command: Command): Command {
  return command
    .option('--server <url>', 'address of the API', `http://127.0.0.1:${process.env['REDRESS_PORT'] ?? '4780'}`)
    .option('--user <id>', 'staff account', 'lin')
    .option(
      '--password <text>',
      'password; default: REDRESS_PASSWORD, or the one from the first run in the data folder',
    );
}

async function signedIn({ server, user, password }: Server): Promise<ApiClient> {
  const client = new ApiClient(server);
  await client.signIn(user, passwordOr(password));
  return client;
}

function passwordOr(given: string | undefined): string {
  const first = firstPasswordFile(readConfig(process.env).REDRESS_DATA);
  return given ?? process.env['REDRESS_PASSWORD'] ?? readFileSync(first, 'utf8').trim();
}

async function typedLine(): Promise<string> {
  process.stderr.write('New password: ');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw new Error('No new password was given');
}

/** Exit code of an import that took some rows and refused others; 1 is one that took nothing. */
const SOME_REFUSED = 2;

/** Options of every command that reads a table. */
function ofFile(command: Command): Command {
  return command
    .option(
      '--encoding <name>',
      'utf-8, utf-16le, utf-16be or gb18030 (GBK); default: detected from byte order mark or content',
    )
    .addHelpText(
      'after',
      '\nThe first row names the columns. Letter case and full or half width do not matter; duplicate column names are\n' +
        'refused. Write amounts as 1234.50 or 1,234.50. Exit code: 0 if everything was imported, 2 if rows were refused,\n' +
        '1 if nothing was imported. All rules: docs/imports.md.',
    );
}

function tellOpened({ decoded, header }: Omit<RowsFile, 'rows'>): void {
  process.stdout.write(`encoding: ${encodingWords(decoded)}\n`);
  if (header !== undefined && header.unknown.length > 0)
    process.stdout.write(`columns not used: ${header.unknown.join(', ')}\n`);
  if (header !== undefined && header.missing.length > 0)
    process.stdout.write(`columns missing in the file: ${header.missing.join(', ')}\n`);
}

function tellRefused(refused: number, report: string): string {
  if (refused > 0) process.exitCode = SOME_REFUSED;
  return `${refused} refused${refused > 0 ? ` (see ${report})` : ''}`;
}

ofFile(throughApi(program.command('import').argument('<file>', 'CSV or JSON Lines')))
  .description('register complaints from a file; safe to repeat')
  .requiredOption('--map <file>', 'how its columns become a complaint (imports/*.yaml)')
  .option('--policy <id>', 'policy of the cases, instead of the one the map names')
  .option('--limit <rows>', 'import at most this many rows', positive)
  .option('--dry-run', 'register nothing, only show what would happen')
  .option('--report <file>', 'where refused rows are written', 'import-refused.jsonl')
  .action(
    async (
      file: string,
      options: Server & {
        map: string;
        policy?: string;
        limit?: number;
        dryRun?: boolean;
        report: string;
        encoding?: string;
      },
    ) => {
      const client = options.dryRun === true ? undefined : await signedIn(options);
      const counts = await importFile({
        file,
        map: readMap(options.map),
        report: options.report,
        ...(client === undefined ? {} : { client }),
        ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
        ...(options.policy === undefined ? {} : { policy: options.policy }),
        ...(options.limit === undefined ? {} : { limit: options.limit }),
        onOpened: tellOpened,
        onProgress: ({ read, registered, refused }) => {
          if (process.stderr.isTTY)
            process.stderr.write(`\r${read} read, ${registered} registered, ${refused} refused `);
        },
      });
      if (process.stderr.isTTY) process.stderr.write('\n');
      const { read, registered, known, refused } = counts;
      const taken =
        client === undefined
          ? `${registered} would be registered`
          : `${registered - known} registered, ${known} already there`;
      process.stdout.write(`${read} rows read, ${taken}, ${tellRefused(refused, options.report)}\n`);
    },
  );

const pay = program.command('pay').description('monthly pay on which penalties are based');
ofFile(throughApi(pay.command('import').argument('<file>', 'CSV: person, pay, and a column for each part, in yuan')))
  .description('import monthly pay (role payroll), all or nothing; a repeated import replaces open months')
  .requiredOption('--month <month>', 'such as 2026-11')
  .option('--report <file>', 'where errors are written', 'pay-refused.jsonl')
  .action(async (file: string, options: Server & { month: string; encoding?: string; report: string }) => {
    const { encoding, month, report } = options;
    const { decoded, persons, parts } = await importPay({
      ...{ file, month, report, client: () => signedIn(options) },
      ...(encoding === undefined ? {} : { encoding }),
    });
    tellOpened({ decoded });
    process.stdout.write(`${month}: pay of ${persons} people imported, parts: ${parts.join(', ') || 'none'}\n`);
  });

const contacts = program.command('contacts').description('other customers affected by an incident');
ofFile(throughApi(contacts.command('import').argument('<file>', 'CSV: name, email, phone, language (zh or en)')))
  .description('upload a contact list for an incident (contacts nobody yet); safe to repeat')
  .requiredOption('--incident <number>', 'such as M260930-4K7QMXJ')
  .option('--dry-run', 'send nothing, only show what would happen')
  .option('--report <file>', 'where refused rows are written', 'contacts-refused.jsonl')
  .action(
    async (
      file: string,
      options: Server & { incident: string; dryRun?: boolean; report: string; encoding?: string },
    ) => {
      const client = options.dryRun === true ? undefined : await signedIn(options);
      const { list, read, refused, good, added } = await importContacts({
        ...{ file, incident: options.incident, report: options.report, onOpened: tellOpened },
        ...(client === undefined ? {} : { client }),
        ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
        onProgress: ({ sent, of }) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${sent} of ${of} sent `);
        },
      });
      if (process.stderr.isTTY) process.stderr.write('\n');
      const done =
        client === undefined ? `${good} would be on the list` : `${added} added, ${good - added} already there`;
      process.stdout.write(`${list}: ${read} rows read, ${done}, ${tellRefused(refused, options.report)}\n`);
    },
  );

program.addCommand(staffCommand());
program.addCommand(placesCommand());

throughApi(program.command('password'))
  .description('change your own password; the new one comes from REDRESS_NEW_PASSWORD or is typed in')
  .action(async ({ server, user, password }: Server) => {
    const client = new ApiClient(server);
    await client.changePassword(user, passwordOr(password), process.env['REDRESS_NEW_PASSWORD'] ?? (await typedLine()));
    process.stdout.write(`${user}: password changed, all sessions ended\n`);
  });

program
  .command('policies')
  .argument('[folder]', 'folder of policies', join(ROOT, 'policies'))
  .description('check policy files: every mistake with file, line and field')
  .action((folder: string) => {
    const bundles = readPolicies(folder, [...remedies.keys()]);
    for (const { policy, hash } of bundles)
      process.stdout.write(
        `${policy.id} ${policy.version} ${hash.slice(0, 12)} ${policy.title.zh} / ${policy.title.en}\n`,
      );
  });

/** Cases between two lines of progress, where nobody watches. */
const TOLD_EVERY = 1_000;

program
  .command('rebuild')
  .description('rebuild event store, register, tasks and missing ledger entries from the workflow histories')
  .option('--check', 'change nothing, only show differences')
  .option('--after <number>', 'continue after this complaint, where an earlier run was interrupted')
  .argument('[numbers...]', 'only these complaints')
  .action(async (only: string[], { check, after }: { check?: boolean; after?: string }) => {
    const config = readConfig(process.env);
    const keys = await openVault(join(config.REDRESS_DATA, 'keys'));
    const temporal = await connectTemporal(config.temporal, { channelArgs: LONG_HISTORIES });
    const connection = await connectAnswered(config.MONGODB_URI);
    try {
      const report = await rebuild({
        ...keys,
        client: new Client({ connection: temporal, namespace: config.temporal.namespace }),
        connection,
        ...(check === true ? { check } : {}),
        ...(only.length === 0 ? {} : { only }),
        ...(after === undefined ? {} : { after }),
        progress: ({ cases, of, no }) => {
          const told = `${cases} of ${of} cases, up to ${no}`;
          if (process.stderr.isTTY) process.stderr.write(`\r${told} `);
          else if (cases % TOLD_EVERY === 0) process.stderr.write(`${told}\n`);
        },
      });
      for (const { no, seq, what, detail } of report.differences)
        process.stdout.write(`${[no, seq, what, detail].filter((part) => part !== undefined).join(' ')}\n`);
      const { remedies, penalties, claims, keys: registrations } = report.putBack;
      const putBack = `${remedies} remedies, ${penalties} penalties, ${claims} claims, ${registrations} registrations`;
      if (check !== true) process.stdout.write(`put back into the ledgers: ${putBack}\n`);
      process.stdout.write(
        `${report.cases} cases, ${report.events} events, ${report.differences.length} differences\n`,
      );
      if (report.differences.length > 0) process.exitCode = 1;
    } finally {
      await Promise.all([connection.close(), temporal.close()]);
    }
  });

program
  .command('revive')
  .argument('<number>', 'number of a complaint, an incident or a corrective action')
  .option('--check', 'change nothing, only show what needs to be done')
  .description('restart a case whose workflow ended unexpectedly; nothing is lost or done twice')
  .action(async (no: string, { check }: { check?: boolean }) => {
    const config = readConfig(process.env);
    const keys = await openVault(join(config.REDRESS_DATA, 'keys'));
    const temporal = await connectTemporal(config.temporal, { channelArgs: LONG_HISTORIES });
    const connection = await connectAnswered(config.MONGODB_URI);
    try {
      const report = await revive(no, {
        ...keys,
        client: new Client({ connection: temporal, namespace: config.temporal.namespace }),
        ...{ connection, by: `cli:${userInfo().username}` },
        ...(check === true ? { check } : {}),
      });
      process.stdout.write(`${linesOf(report).join('\n')}\n`);
    } finally {
      await Promise.all([connection.close(), temporal.close()]);
    }
  });

program
  .command('deployment')
  .description('effect of a deployment on running cases')
  .command('check')
  .description('replay every open case, incident and corrective action on the code of this checkout')
  .option('--sample <number>', 'only this many, chosen at random', positive)
  .action(async (options: { sample?: number }) => {
    const config = readConfig(process.env);
    const connection = await connectTemporal(config.temporal, { channelArgs: LONG_HISTORIES });
    // What the engine says of each misfit is in the report.
    const runtime = Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
    });
    try {
      const { open, replayed, misfits } = await checkDeployment({
        ...options,
        client: new Client({ connection, namespace: config.temporal.namespace }),
        code: await codeForReplay(),
        progress: (done) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${done.replayed} of ${done.of} replayed `);
        },
      });
      if (process.stderr.isTTY) process.stderr.write('\n');
      for (const { workflowId, build, why } of misfits)
        process.stdout.write(`${workflowId}${build === undefined ? '' : ` (last run by build ${build})`}: ${why}\n`);
      process.stdout.write(`${open} open, ${replayed} replayed, ${misfits.length} incompatible with this code\n`);
      if (misfits.length === 0) return;
      process.stdout.write(
        'Do not deploy: these cases would stop. Keep the old workers, make the code follow the old path for old histories\n' +
          'and check again: docs/operations.md, "Upgrading with cases under way".\n',
      );
      process.exitCode = 1;
    } finally {
      await Promise.all([runtime.shutdown(), connection.close()]);
    }
  });

async function rewrapKeys(rewrap: OpenedVault['rewrap'], { dryRun = false }: { dryRun?: boolean }): Promise<void> {
  const { rewrapped, unchanged, broken } = await rewrap({
    dryRun,
    progress: ({ keys: seen, folders, of }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${seen} keys, ${folders} of ${of} folders `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\n');
  const verb = dryRun ? 'to be rewrapped' : 'wrapped anew';
  process.stdout.write(`${rewrapped} keys ${verb}, ${unchanged} unchanged, ${broken.length} broken\n`);
  for (const what of broken) process.stdout.write(`  ${what}\n`);
  if (broken.length > 0) process.exitCode = 1;
}

const keys = program.command('keys').description('master keys and erasure');
keys
  .command('rotate')
  .description('create a new master key and rewrap all case keys with it')
  .action(async () => {
    const { masterKeys, rewrap } = await openVault(join(readConfig(process.env).REDRESS_DATA, 'keys'));
    process.stdout.write(`master key ${await masterKeys.rotate()} created\n`);
    await rewrapKeys(rewrap, {});
  });
keys
  .command('rewrap')
  .description('rewrap all case keys with the current master key; safe to repeat, resumes after an interruption')
  .option('--dry-run', 'change nothing, only count the keys wrapped with another master key')
  .action(async (options: { dryRun?: boolean }) => {
    const { rewrap } = await openVault(join(readConfig(process.env).REDRESS_DATA, 'keys'));
    await rewrapKeys(rewrap, options);
  });
keys
  .command('destroy')
  .argument('<number>', 'number of a complaint, an incident or a corrective action')
  .requiredOption('--yes', 'confirm: the erasure is immediate, complete and irreversible')
  .description('erase the personal data of a case: destroy its key and delete its search tokens')
  .action(async (no: string) => {
    const config = readConfig(process.env);
    const opened = await openVault(join(config.REDRESS_DATA, 'keys'));
    const connection = await connectAnswered(config.MONGODB_URI);
    try {
      await opened.keyStore.destroy(no);
      await eraseTraces(openModels(connection, opened), no);
      process.stdout.write(`${no}: key destroyed, search tokens deleted\n`);
    } finally {
      await connection.close();
    }
  });

program
  .command('seal')
  .argument('<number>', 'complaint number')
  .argument('<field>', 'action and path of the text in its data, without positions: note.text, planTasks.tasks.what')
  .argument('<text>', 'free text for a message sent with the Temporal CLI')
  .description('encrypt a text with the key of a case, for one field of one action')
  .action(async (no: string, field: string, text: string) => {
    const { vault } = await openVault(join(readConfig(process.env).REDRESS_DATA, 'keys'));
    const seal = await vault.sealerFor(no);
    process.stdout.write(`${seal(text, field)}\n`);
  });

throughApi(program.command('seed'))
  .description('load sample staff and complaints; safe to repeat')
  .option('--complaints <number>', 'how many sample complaints', Number, 12)
  .action(async (options: Server & { complaints: number }) => {
    const config = readConfig(process.env);
    const database = await connectAnswered(config.MONGODB_URI);
    try {
      const { password, people } = await seedStaff(database, config.REDRESS_DATA);
      const client = new ApiClient(options.server);
      await withFirstPassword(database, options.user, async () => {
        await client.persist(() => client.signIn(options.user, password));
        const registered = await seedSamples(client, options.complaints);
        process.stdout.write(`${registered} sample complaints registered\n\n`);
      });
      process.stdout.write(`password of every sample account: ${password}\n`);
      for (const { id, name, roles } of people)
        process.stdout.write(`  ${id.padEnd(6)} ${name}  ${roles.join(', ')}\n`);
    } finally {
      await database.close();
    }
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    error instanceof PolicyBroken
      ? `${error.message}\n`
      : `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
