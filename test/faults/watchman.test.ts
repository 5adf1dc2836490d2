import { setTimeout as sleep } from 'node:timers/promises';
import { CaseHistories } from '../../activities/case-histories';
import { rebuild } from '../../cli/rebuild';
import type { CaseFinding } from '../../models/case-findings';
import { Watchman } from '../../workers/watchman';
import { DrivenStack } from '../support/driven-stack';
import type { Plan } from '../support/plans';

const POLICY = 'enterprise-eight-step';
const MANY = 25;
/** Nobody does anything. */
const LEFT_ALONE: Plan = { name: 'left alone', end: 'none', does: () => ({ action: 'none', data: {} }) };

let driven: DrivenStack;
let numbers: string[];
const found: CaseFinding[] = [];
const gone: string[] = [];

/** Looks as a worker does, but takes a case at its word at once. */
function watchman(): Watchman {
  const { client, models } = driven;
  return new Watchman({
    ...{ client, readModels: models.readModels, findings: models.findings, confidentiality: models.confidentiality },
    histories: new CaseHistories({ client, runs: models.archivedRuns }),
    ...{ everyMs: 1_000, graceMs: 0 },
    onFound: (finding) => found.push(finding),
    onGone: (no) => gone.push(no),
    onFailure: (error) => {
      throw error;
    },
  });
}

beforeAll(async () => {
  // The worker's own watchman stays away from what is counted here.
  driven = await DrivenStack.startWith({ REDRESS_WATCH_EVERY_S: '3600' }, POLICY);
  const cases = Array.from({ length: MANY }, () => driven.newCase(POLICY, LEFT_ALONE));
  await Promise.all(cases.map((one) => one.begin(Date.now() + 60_000)));
  numbers = cases.map(({ no }) => no);
  await untilListed(MANY);
}, 240_000);
afterAll(() => driven.stop(), 60_000);

/** Temporal's list, and the register, follow by moments. */
async function untilListed(many: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const look = await watchman().lookOnce();
    if (look.register === many && look.engine === many) return;
    await sleep(200);
  }
  throw new Error('never listed');
}

const lookUntil = async (isSeen: () => boolean): Promise<void> => {
  for (let tries = 0; !isSeen() && tries < 50; tries++) {
    await watchman().lookOnce();
    if (!isSeen()) await sleep(200);
  }
};
const check = async (no: string): Promise<string[]> => {
  const { client, database, keys } = driven;
  const { differences } = await rebuild({ client, connection: database, ...keys, check: true, only: [no] });
  return differences.map(({ what }) => what);
};

test('where register and engine agree nothing is found, and the look says what was looked at', async () => {
  const look = await watchman().lookOnce();
  expect(look).toMatchObject({ register: MANY, engine: MANY });
  expect(await driven.models.findings.lastLook()).toEqual(look);
  expect(await driven.models.findings.all()).toEqual([]);
});

test('a case that was terminated is found among many, with who did it and why, and told of once', async () => {
  const no = numbers[7]!;
  await driven.client.workflow.getHandle(no).terminate('the batch was too large');
  await lookUntil(() => found.length > 0);
  expect(found).toMatchObject([
    { no, kind: 'complaint', what: 'endedInEngine', end: { status: 'TERMINATED', reason: 'the batch was too large' } },
  ]);
  await watchman().lookOnce();
  expect(found).toHaveLength(1);
  expect(await driven.models.findings.get(no)).toMatchObject({ what: 'endedInEngine', since: found[0]!.since });
  expect(await check(no)).toContain('endedInEngine');
});

test('a case whose entry was lost is found, and is none any more once a rebuild has made it anew', async () => {
  const no = numbers[3]!;
  // A case that goes on makes its entry anew by itself.
  await driven.stack.kill('worker');
  await driven.database.collection<{ _id: string }>('register').deleteOne({ _id: no });
  // As if it had begun long ago: what has just begun is given a minute.
  const { client, models } = driven;
  const histories = new CaseHistories({ client, runs: models.archivedRuns });
  const older = {
    standing: async (one: string) => {
      const standing = await histories.standing(one);
      return standing === undefined ? undefined : { ...standing, startedAt: '2026-11-01T00:00:00.000Z' };
    },
  };
  const seen: string[] = [];
  const looks = (): Watchman =>
    new Watchman({
      ...{ client, readModels: models.readModels, findings: models.findings, confidentiality: models.confidentiality },
      ...{ histories: older, everyMs: 1_000, graceMs: 0 },
      onFound: ({ no: one, what }) => seen.push(`${one} ${what}`),
      onGone: (one) => seen.push(`${one} gone`),
      onFailure: () => undefined,
    });
  await looks().lookOnce();
  expect(seen).toEqual([`${no} missingInRegister`]);
  expect(await check(no)).toContain('missingInRegister');
  await rebuild({ client, connection: driven.database, ...driven.keys, only: [no] });
  await looks().lookOnce();
  expect(seen).toEqual([`${no} missingInRegister`, `${no} gone`]);
});

test('what both sides have differed over only for moments is no finding yet', async () => {
  const no = numbers[9]!;
  await driven.client.workflow.getHandle(no).terminate('for a moment');
  const seen: string[] = [];
  const { client, models } = driven;
  const patient = new Watchman({
    ...{ client, readModels: models.readModels, findings: models.findings, confidentiality: models.confidentiality },
    histories: new CaseHistories({ client, runs: models.archivedRuns }),
    ...{ everyMs: 1_000, graceMs: 3_600_000 },
    onFound: ({ no: one }) => seen.push(one),
    onGone: () => undefined,
    onFailure: () => undefined,
  });
  await patient.lookOnce();
  await patient.lookOnce();
  expect(seen).toEqual([]);
});
