import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { connect } from '../../models/connect';
import { Http } from '../api/support/http';
import { member, PASSWORD } from '../api/support/running-api';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { Stack } from '../support/stack';
import { builtConsole, CHROMIUM, launch, testInBrowser } from './support/browser';
import { Desk, seatsOf } from './support/desk';
import type { Seat } from './support/desk';

const PEOPLE = [
  member('lin', { name: '林晓', roles: ['complaintsDesk'], departments: ['customerService'] }),
  member('guo', { name: '郭悦', roles: ['complaintsDesk'], departments: ['customerService'] }),
  member('chen', { name: '陈立', roles: ['complaintsManager'], departments: ['customerService'] }),
  member('audit', { name: '沈岚', roles: ['auditor'] }),
];

const policies = fastPolicies({ only: ['enterprise-eight-step'] });
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  builtConsole();
  stack = await Stack.start({
    api: true,
    before: (one) => enterStaff(one, PEOPLE),
    env: { REDRESS_POLICIES: policies },
    apiEnv: { REDRESS_TEMPORAL_UI: 'http://127.0.0.1:8233' },
  });
  browser = await launch();
}, 180_000);
afterAll(async () => {
  if (CHROMIUM !== undefined) {
    await browser.close();
    await stack.stop();
  }
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

async function as(id: string): Promise<Http> {
  const http = new Http(stack.apiUrl);
  const { body } = await http.post('/api/v1/session', { id, password: PASSWORD });
  return http.as(body.token as string);
}

/** A complaint that waits to be judged. */
async function registered(lin: Http): Promise<string> {
  const { status, body } = await lin.post('/api/v1/complaints', {
    ...{ policy: 'enterprise-eight-step', category: 'quality', channel: 'phone' },
    ...{ complainant: { name: '欧阳茉莉', phone: '13912345678', email: 'moli@example.com' } },
    ...{ text: '电饭煲第一次使用就冒烟。', demand: { kind: 'refund', amountFen: 39_900 }, receiptFen: 39_900 },
  });
  expect(status).toBe(201);
  return body.no as string;
}

/** A complaint that was judged, so that people and rules have a part in it; and one who tried to read its record. */
async function judged(): Promise<string> {
  const lin = await as('lin');
  const no = await registered(lin);
  const judge = { data: { founded: true, reason: '有小票和照片' } };
  for (let answer = await lin.post(`/api/v1/complaints/${no}/actions/judge`, judge); answer.status !== 200;) {
    expect(['Busy', 'NoOpenTask']).toContain(answer.body.code);
    await new Promise((resolve) => setTimeout(resolve, 300));
    answer = await lin.post(`/api/v1/complaints/${no}/actions/judge`, judge);
  }
  await lin.get(`/api/v1/audit/${no}`);
  return no;
}

/** Changes one letter of what is stored of an event, as somebody who owns the database could. */
async function altered(no: string, seq: number): Promise<void> {
  const connection = await connect(stack.mongoUri, 5_000);
  const events = connection.collection<{ no: string; seq: number; text: string }>('events');
  const stored = await events.findOne({ no, seq });
  const text = stored!.text.replace(/"at":"20(\d\d)/, '"at":"21$1');
  expect(text).not.toBe(stored!.text);
  await events.updateOne({ no, seq }, { $set: { text } });
  await connection.close();
}

const nameOf = ({ language, isNarrow }: Seat): string => `${language}, ${isNarrow ? '360 × 740' : '1,366 × 768'}`;

for (const seat of seatsOf(0))
  testInBrowser(
    `an auditor proves a record in their own browser, and one byte altered is named by browser and server (${nameOf(seat)})`,
    async () => {
      const no = await judged();
      const desk = await Desk.open(browser, stack.apiUrl, 'audit', seat);
      const { page } = desk;
      // An auditor begins with the record of access: who was refused stands there.
      await page.locator('.access-table').getByText('林晓').first().waitFor();
      await desk.expectAccessible();
      await desk.expectFits();
      await desk.expectOneLanguage('.audit-page');
      await page.locator('input[name=number]').fill(no.toLowerCase().replace('-', ' '));
      await page.keyboard.press('Enter');

      await page.locator('.story .entry').first().waitFor();
      await page.locator('.story .rule').first().waitFor();
      await page.locator('.verify button').click();
      const finding = (name: string) => page.locator(`[data-finding="${name}"]`);
      await finding('browser').waitFor();
      const { body } = await (await as('audit')).get(`/api/v1/audit/${no}/verify`);
      const count = desk.say({ zh: `${body.events} / ${body.events}`, en: `${body.events} of ${body.events}` });
      expect(await finding('browser').innerText()).toContain(count);
      expect(await page.locator('.finding-bad').count()).toBe(0);
      expect(await page.locator('.verify a[target]').getAttribute('href')).toBe(body.historyAt);
      await desk.expectAccessible();
      await desk.expectFits();
      await desk.expectOneLanguage('.audit-page > .verify p');
      await desk.picture('audit');

      await altered(no, 3);
      await page.locator('.verify button').click();
      await page.locator('.verify [data-break]').nth(1).waitFor();
      // Both name the event, and the browser both values.
      expect(await page.locator('.verify [data-break="3"]').count()).toBe(2);
      const values = await page.locator('.verify [data-break="3"] code').allInnerTexts();
      expect(new Set(values).size).toBe(2);
      for (const value of values) expect(value).toMatch(/^[0-9a-f]{64}$/);
      expect(await page.locator('.finding-bad').count()).toBe(3);
      await desk.expectAccessible();
      await desk.expectFits();

      const download = page.waitForEvent('download');
      await page.locator('.verify a[download]').click();
      expect((await download).suggestedFilename()).toBe(`${no}.zip`);

      await page.getByRole('tab').nth(1).click();
      const readings = page.locator('.access-table');
      await readings.getByText('沈岚').first().waitFor();
      await desk.expectAccessible();
      await desk.expectFits();

      // Nothing can be done to a case from here, nor from the case itself.
      await page.locator('.page-head .whole').click();
      await page.locator('.case-head').waitFor();
      await page.locator('.now').waitFor();
      expect(await page.locator('form.action-form').count()).toBe(0);
      await desk.close();
    },
    180_000,
  );

testInBrowser('whoever is no auditor is led nowhere near, whatever address they type', async () => {
  const no = await judged();
  const desk = await Desk.open(browser, stack.apiUrl, 'guo', { language: 'zh', isNarrow: false });
  const asked: string[] = [];
  desk.page.on('request', (request) => asked.push(request.url()));
  expect(await desk.page.locator('.places a[href^="/audit"]').count()).toBe(0);
  await desk.page.goto(`/audit/${no}`);
  await desk.page.locator('.empty').waitFor();
  expect(asked.filter((url) => url.includes('/api/v1/audit'))).toEqual([]);
  await desk.close();
});

for (const seat of seatsOf(1))
  testInBrowser(
    `a manager gives several tasks to a colleague at once, each by an act of its own (${nameOf(seat)})`,
    async () => {
      const lin = await as('lin');
      const numbers = [await registered(lin), await registered(lin)];
      const desk = await Desk.open(browser, stack.apiUrl, 'chen', seat);
      const { page } = desk;
      await page.locator('.places a[href^="/tasks"]').click();
      await page.locator('.tabs a[href*="view=all"]').click();
      for (const no of numbers) await page.locator('.task-row', { hasText: no }).locator('input').first().check();
      await desk.expectAccessible();
      await desk.expectFits();
      await page.locator('.reassign-bar button').first().click();
      await desk.name('person', 'guo');
      await desk.expectAccessible();
      await page.locator('.reassign .action-bar button').click();
      await page.locator('.reassign [role="status"]').waitFor();
      expect(await page.locator('.reassign [data-result="done"]').count()).toBe(2);
      const { body } = await (await as('guo')).get('/api/v1/tasks?assignee=guo');
      expect((body.items as { no: string }[]).map(({ no }) => no)).toEqual(expect.arrayContaining(numbers));
      await desk.close();
    },
    120_000,
  );
