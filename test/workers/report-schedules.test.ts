import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { BackgroundWork } from '../../background/background-work';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import { ABSENCE_SCHEDULE } from '../../workers/absence-schedule';
import { scheduleReports } from '../../workers/report-schedules';
import { keepScheduled } from '../../workers/schedules';
import { reportWorkflow } from '../../workflows/report';
import { member } from '../api/support/running-api';
import { allPolicies } from '../support/policies';
import { Stack } from '../support/stack';

const SCHEDULE = 'report/supermarket/returns';

let stack: Stack;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  stack = await Stack.start();
  connection = await Connection.connect({ address: stack.temporalAddress });
  client = new Client({ connection });
}, 240_000);
afterAll(async () => {
  await connection.close();
  await stack.stop();
}, 60_000);

async function ids(): Promise<string[]> {
  const found: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) found.push(scheduleId);
  return found.sort();
}

test('a worker that starts makes a schedule for each report of each policy, and one for absences', async () => {
  const wanted = [...allPolicies().values()].flatMap(({ policy, reports }) =>
    Object.keys(reports ?? {}).map((report) => `report/${policy.id}/${report}`),
  );
  expect(wanted.length).toBeGreaterThan(8);
  wanted.push(ABSENCE_SCHEDULE);
  for (let tries = 0; tries < 150 && (await ids()).length < wanted.length; tries++)
    await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await ids()).toEqual(wanted.sort());
  const { spec, action } = await client.schedule.getHandle(SCHEDULE).describe();
  expect(spec).toMatchObject({
    timezone: 'Asia/Shanghai',
    calendars: [{ dayOfMonth: [{ start: 1 }], hour: [{ start: 1 }] }],
  });
  expect(action).toMatchObject({ args: [{ policy: 'supermarket', report: 'returns' }] });
}, 60_000);

test('when it is time: the report of the period that has ended is stored and mailed, once', async () => {
  const database = await connect(stack.mongoUri);
  const models = openModels(database, await openVault(join(stack.data, 'keys')));
  await models.staff.upsert(member('dan', { roles: ['storeManager'] }));
  // The worker looks for new staff every few seconds.
  await new Promise((resolve) => setTimeout(resolve, 16_000));
  // Written already, as after a kill between writing and mailing.
  for (let i = 0; i < 2; i++) {
    const handle = await client.workflow.start(reportWorkflow, {
      workflowId: `again-${i}`,
      taskQueue: 'redress',
      args: [{ policy: 'supermarket', report: 'returns' }],
    });
    const { period, told } = await handle.result();
    expect(told).toBe(1);
    expect(await models.reports.get('supermarket', 'returns', period)).toBeDefined();
  }
  await client.schedule.getHandle(SCHEDULE).trigger();
  let actions = 0;
  for (let tries = 0; tries < 100 && actions === 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    actions = (await client.schedule.getHandle(SCHEDULE).describe()).info.recentActions.length;
  }
  expect(actions).toBe(1);
  expect(await models.reports.periods('supermarket', 'returns')).toHaveLength(1);
  const mails = readdirSync(join(stack.data, 'mails')).filter((name) => /^report\..*\.json$/.test(name));
  expect(mails).toHaveLength(1);
  expect(readFileSync(join(stack.data, 'mails', mails[0]!), 'utf8')).toContain('顾客退换货月报表');
  await database.close();
}, 120_000);

test('absences are looked for by a workflow that a schedule starts', async () => {
  await client.schedule.getHandle(ABSENCE_SCHEDULE).trigger();
  let started: string | undefined;
  for (let tries = 0; tries < 100 && started === undefined; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { info } = await client.schedule.getHandle(ABSENCE_SCHEDULE).describe();
    started = info.recentActions.at(-1)?.action.workflow.workflowId;
  }
  expect(await client.workflow.getHandle(started ?? '').result()).toEqual({ told: 0 });
}, 60_000);

test('schedules follow the policies: a report dropped has none, one that is paused stays paused', async () => {
  const bundle = allPolicies().get('supermarket')!;
  await client.schedule.getHandle(SCHEDULE).pause('for the test');
  await scheduleReports(client, [{ ...bundle, reports: { returns: bundle.reports!['returns']! } }]);
  for (let tries = 0; tries < 50 && (await ids()).filter((id) => id.includes('supermarket')).length > 1; tries++)
    await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await ids()).filter((id) => id.includes('supermarket'))).toEqual([SCHEDULE]);
  expect((await client.schedule.getHandle(SCHEDULE).describe()).state.paused).toBe(true);
  expect((await ids()).some((id) => id.startsWith('report/car-dealer/'))).toBe(true);
}, 60_000);

test('a server that is away while a worker starts gets the schedules once it is back', async () => {
  const bundle = allPolicies().get('supermarket')!;
  const reports = { later: bundle.reports!['returns']! };
  await stack.kill('temporal');
  const scheduling = keepScheduled(client, [{ ...bundle, reports }], new BackgroundWork(pino({ level: 'silent' })));
  try {
    await stack.begin('temporal');
    for (let tries = 0; tries < 300 && !(await ids()).includes('report/supermarket/later'); tries++)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await ids()).toContain('report/supermarket/later');
  } finally {
    scheduling.stop();
  }
}, 120_000);
