import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Language } from '../domain/text';
import { ApiClient } from './api-client';
import { planFor } from './demo-plans';
import type { Story } from './demo-plans';
import { Watch } from './demo-watch';
import type { Told } from './demo-watch';
import { importFile, readMap } from './import';
import { sampleComplaints } from './sample-complaints';
import { sampleStaff } from './sample-staff';
import { ScriptedStaff } from './scripted-staff';
import type { Account } from './scripted-staff';
import { firstPasswordFile } from './seed';

const ROOT = join(__dirname, '..');
const POLICY = 'demo';
/** Between two registrations, so that the eye can follow. */
const STAGGER_MS = 400;
const LOOK_EVERY_MS = 1_000;
/** Every ladder has run out by then. */
const PATIENCE_MS = 10 * 60_000;

const HELP = `Usage: script/demo [FILE --map MAP.yaml] [options]

Takes complaints through the whole procedure before your eyes: scripted staff sign in and act over the HTTP API of a
running server, and where they leave something alone, time acts: reminders, escalations, decisions by default. The
policy "demo" makes seconds of the hours and days. At the end the timeline of each case.

  FILE             complaints from a file (CSV or JSON Lines) instead of the samples
  --map MAP.yaml   how its columns become a complaint (imports/*.yaml)
  --cases N        how many complaints; --limit N is the same        16
  --lang zh|en     sentences in one language; by default in both
  --quiet          only the timelines at the end
  --port N         of the server           REDRESS_PORT              4780
  --data FOLDER    of the server           REDRESS_DATA              data, in the checkout
  --password TEXT  of the sample accounts; by default that of the first run, in the data folder
  --help           this text

What happens to the n-th complaint follows from n alone, so that a demo can be repeated.
`;

interface Options {
  file?: string;
  map?: string;
  cases: number;
  language?: Language;
  quiet: boolean;
  base: string;
  password: string;
}

/** Something that the reader can put right. */
class Mistake extends Error {}

interface Shown {
  index: number;
  no: string;
  story: Story;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return;
  }
  await requireServer(options.base);
  const accounts = await signInAll(options);
  const desk = accountOf(accounts, 'complaintsDesk').client;
  const watch = new Watch(accountOf(accounts, 'complaintsManager').client, POLICY);
  const shown = new Map<string, Shown>();
  const say = (line: string): void => void (options.quiet || process.stdout.write(`${line}\n`));

  const staff = new ScriptedStaff(accounts, (no) => planOf(no), {
    refused: (no, move, problem) => say(`       ${label(shown.get(no))}  ! ${move.action}: ${problem.message}`),
  });
  const plans = new Map<string, ReturnType<typeof planFor>>();
  const planOf = (no: string): ReturnType<typeof planFor> => plans.get(no) as ReturnType<typeof planFor>;
  const begin = async (no: string): Promise<void> => {
    const index = shown.size;
    const { intake, category } = await desk.get<Detail>(`/complaints/${no}`);
    const about = {
      ...{ index, category: category?.id ?? '' },
      ...{ demandFen: intake?.demand?.amountFen ?? 0, receiptFen: intake?.receiptFen ?? 0 },
    };
    const plan = planFor(about);
    plans.set(no, plan);
    shown.set(no, { index, no, story: plan.story });
    say(`\n       ${label(shown.get(no))}  ${no}  ${inWords(plan.story.title, options.language)}`);
    watch.add(no);
    staff.follow({ no });
  };
}
