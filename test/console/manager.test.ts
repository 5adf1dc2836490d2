import { AxeBuilder } from '@axe-core/playwright';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { periodBefore, periodOf } from '../../domain/reports/period';
import { chainOn } from '../../models/chain';
import { member, startApi } from '../api/support/running-api';
import type { RunningApi } from '../api/support/running-api';
import { openTask, seedCase } from '../api/support/seeded-case';
import { shippedPolicies } from '../support/policies';
import { builtConsole, CHROMIUM, launch, testInBrowser } from './support/browser';
import { Desk, seatsOf } from './support/desk';
import type { Seat } from './support/desk';

const DAY_MS = 86_400_000;
const now = new Date();
const daysAgo = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
const answered: NewEvent[] = [
  { type: 'CallbackRecorded', data: { reached: true, satisfied: true } },
  { type: 'CaseResolved', data: { end: 'solved' } },
];

let api: RunningApi;
let browser: Browser;
let period: string;
let n = 0;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  builtConsole();
  api = await startApi();
  const bundles = shippedPolicies();
  const [bundle, other] = ['supermarket', 'retail-store'].map((id) => bundles.find(({ policy }) => policy.id === id)!);
  for (const one of [bundle!, other!]) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('zhou', { name: '周正', roles: ['storeManager'] }),
    member('rui', { name: '芮宁', roles: ['receptionist'] }),
  );
  const seed = (days: number, category: string, events: NewEvent[]) => {
    const no = formatComplaintNumber(daysAgo(days).slice(0, 10), Buffer.alloc(8, ++n));
    return seedCase(api, bundle!, no, { category }, events, daysAgo(days));
  };
  const open = (id: string, days: number, assignee?: string) =>
    openTask({ id, role: 'receptionist', dueAt: daysAgo(days), ...(assignee === undefined ? {} : { assignee }) });
  const refund: NewEvent = { type: 'RemedyExecuted', data: { key: 'k1', kind: 'refund', costFen: 5_000 } };
  for (const days of [0, 0, 1, 5]) await seed(days, 'quality', [open('main/readBack/1/confirm', 1, 'rui')]);
  await seed(12, 'price', [open('main/readBack/1/confirm', -3)]);
  for (const days of [3, 20]) await seed(days, 'service', [refund, ...answered]);
  for (const days of [40, 45]) await seed(days, 'quality', answered);
  const zone = bundle!.calendar.zone;
  const last = periodBefore(periodOf('month', now.toISOString().slice(0, 10), zone), zone);
  const middle = (now.getTime() - Date.parse(last.from)) / DAY_MS - 10;
  for (const category of ['quality', 'price']) await seed(middle, category, [refund, ...answered]);
  await api.models.reports.write(bundle!, 'returns', last, now.toISOString());
  period = last.id;
  await api.models.counters.countAll();
  await seedMeasure(bundle!);
  await seedIncident(other!);
  browser = await launch();
}, 180_000);
afterAll(async () => {
  if (CHROMIUM === undefined) return;
  await browser.close();
  await api.stop();
}, 60_000);

const INCIDENT = formatNumber('incident', now.toISOString().slice(0, 10), Buffer.alloc(8, 98));

/** An incident of two complaints that have been told that they belong to it. */
async function seedIncident({ hash, policy }: PolicyBundle): Promise<void> {
  await api.opened.vault.sealerForNew(INCIDENT);
  const { id, version, incidents } = policy;
  const cases = [3, 4].map((k) => formatComplaintNumber(daysAgo(k === 3 ? 1 : 5).slice(0, 10), Buffer.alloc(8, k)));
  const outcomes = Object.fromEntries(cases.map((no) => [no, 'taken']));
  const made: NewEvent[] = [
    { type: 'IncidentOpened', data: { policy: { id, version, bundleHash: hash }, rules: incidents } },
    { type: 'MembersLinked', data: { cases, because: 'linked' } },
    { type: 'MembersTold', data: { what: 'join', version: 1, outcomes } },
  ];
  const events = made.map((event, i): CaseEvent => ({ no: INCIDENT, seq: i + 1, at: daysAgo(1), ...event }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(INCIDENT, events);
}

const MEASURE = formatNumber('correctiveAction', now.toISOString().slice(0, 10), Buffer.alloc(8, 99));

/** A corrective action that the receptionist carries out. */
async function seedMeasure({ hash, policy }: PolicyBundle): Promise<void> {
  const seal = await api.opened.vault.sealerForNew(MEASURE);
  const { id, version, correctiveActions } = policy;
  const due = { due: 'carryOut', title: { zh: '落实措施', en: 'Carry out' }, role: 'frontDeskManager', person: 'rui' };
  const origin = { cases: [formatComplaintNumber(daysAgo(3).slice(0, 10), Buffer.alloc(8, 1))] };
  const made: NewEvent[] = [
    {
      type: 'CorrectiveActionOpened',
      data: { policy: { id, version, bundleHash: hash }, rules: correctiveActions },
    },
    {
      type: 'MeasurePlanned',
      data: { origin, aim: 'corrective', what: seal('冷柜温度每两小时登记一次'), owner: 'rui' },
    },
    { type: 'DueSet', data: { ...due, dueAt: daysAgo(-5), rungs: [] } },
  ];
  const events = made.map((event, i): CaseEvent => ({ no: MEASURE, seq: i + 1, at: daysAgo(1), ...event }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(MEASURE, events);
}

const nameOf = ({ language, isNarrow }: Seat): string => `${language}, ${isNarrow ? '360 × 740' : '1,366 × 768'}`;

/** How many rows the page has that a figure led to, all of them loaded. */
async function rowsOf({ page }: Desk): Promise<number> {
  const rows = page.locator('[data-mark], .register-table [data-row], .task-row');
  await rows.first().waitFor();
  return rows.count();
}

/** Follows a link and comes back; answers how many there were. */
async function followed(desk: Desk, link: Locator, back: string): Promise<number> {
  await link.click();
  const count = await rowsOf(desk);
  await desk.page.goBack();
  await desk.page.locator(back).first().waitFor();
  return count;
}

for (const seat of seatsOf(0))
  testInBrowser(
    `from every tile and bar a manager comes to exactly as many cases, and what is exported is the same (${nameOf(seat)})`,
    async () => {
      const desk = await Desk.open(browser, api.base, 'zhou', seat);
      const { page } = desk;
      await page.locator('.tile').nth(10).waitFor();
      await desk.expectAccessible();
      await desk.expectFits();
      await desk.expectOneLanguage('.dashboard');
      await desk.picture('dashboard');

      const tiles = await page
        .locator('.tile:has(a)')
        .evaluateAll((all) => all.map((tile) => (tile as unknown as { dataset: Record<string, string> }).dataset));
      expect(tiles.length).toBeGreaterThan(8);
      for (const { tile, value } of tiles) {
        const count = await followed(desk, page.locator(`[data-tile="${tile}"] a`), '.tile');
        const isCount = Number.isInteger(Number(value)) && !/Share|satisfaction|Fen|Median|P90/.test(tile!);
        // A share, a duration or a sum is made of marks; how many there are is not what it says.
        if (isCount) expect([tile, count]).toEqual([tile, Number(value)]);
        else expect([tile, count > 0]).toEqual([tile, true]);
      }

      const bars = await page.locator('.bars li:has(a)').evaluateAll((all) =>
        all.map((bar) => ({
          ...(bar as unknown as { dataset: Record<string, string> }).dataset,
          href: (bar as unknown as { querySelector: (s: string) => { getAttribute: (n: string) => string } })
            .querySelector('a')
            .getAttribute('href'),
        })),
      );
      expect(bars.length).toBeGreaterThan(8);
      for (const { href, n: said } of bars as unknown as { href: string; n: string }[]) {
        const count = await followed(desk, page.locator(`.bars a[href="${href}"]`).first(), '.bars');
        expect([href, count]).toEqual([href, Number(said)]);
      }

      await page.locator('[data-tile="open"] a').click();
      const shown = await page.locator('.register-table [data-row]').allInnerTexts();
      const download = page.waitForEvent('download');
      await page.locator('.page-head a[download]').click();
      const rows = parse<{ no: string }>(readFileSync(await (await download).path()), { bom: true, columns: true });
      expect(rows.map(({ no }) => no)).toEqual(shown);
      await desk.expectAccessible();
      await desk.expectFits();
      await desk.close();
    },
    240_000,
  );

for (const seat of seatsOf(1))
  testInBrowser(
    `a report is read as it was written, and each of its figures leads to its complaints (${nameOf(seat)})`,
    async () => {
      const desk = await Desk.open(browser, api.base, 'zhou', seat);
      const { page } = desk;
      await page.locator('.tabs a[href="/reports"]').click();
      await page.locator(`[data-report="supermarket.returns"] a`, { hasText: period }).click();
      await page.locator('.report-table').first().waitFor();
      await desk.expectAccessible();
      await desk.expectFits();
      for (const n of [1, 2, 3]) await desk.expectOneLanguage(`.reports-page > section:nth-of-type(${n})`);
      await desk.picture('report', true);
      const received = page.locator('[data-figure="received"]').first();
      const said = Number(await received.getAttribute('data-value'));
      expect(said).toBeGreaterThan(1);
      expect(await followed(desk, received.locator('a').first(), '.report-table')).toBe(said);
      await received.locator('a').first().click();
      await rowsOf(desk);
      await desk.expectAccessible();
      await desk.expectFits();
      await desk.close();
    },
    120_000,
  );

for (const seat of seatsOf(2))
  testInBrowser(
    `an owner reads their corrective action and finds what they may do, a leader penalties and claims (${nameOf(seat)})`,
    async () => {
      const rui = await Desk.open(browser, api.base, 'rui', seat);
      await rui.page.locator(`.task-row a[href="/corrective-actions/${MEASURE}"]`).click();
      await rui.page.locator('.proceeding-page .offered-one').first().click();
      await rui.page.locator('form.action-form').waitFor();
      await rui.page.locator('.story .entry').first().waitFor();
      await rui.expectAccessible();
      await rui.expectFits();
      await rui.expectOneLanguage('.proceeding-page .now');
      await rui.close();

      const zhou = await Desk.open(browser, api.base, 'zhou', seat);
      await zhou.page.locator('.person-button').click();
      await zhou.page.getByRole('menuitem', { name: zhou.say({ zh: '处罚月报', en: 'Penalties' }) }).click();
      await zhou.page.locator('.penalties-page .empty').waitFor();
      await zhou.expectAccessible();
      await zhou.expectFits();
      await zhou.expectOneLanguage('.penalties-page');
      await zhou.page.locator('.page-head a[href="/claims"]').click();
      await zhou.page.locator('.penalties-page .empty').waitFor();
      await zhou.expectAccessible();
      await zhou.expectFits();
      await zhou.expectOneLanguage('.penalties-page');

      // Nothing lists incidents but tasks and the complaints in them.
      await zhou.page.goto(`/incidents/${INCIDENT}`);
      await zhou.page.locator('[data-member]').nth(1).waitFor();
      expect(await zhou.page.locator('[data-bar="join"]').getAttribute('data-n')).toBe('2');
      await zhou.page.locator('.story .entry').first().waitFor();
      await zhou.expectAccessible();
      await zhou.expectFits();
      await zhou.expectOneLanguage('.bars');
      await zhou.close();
    },
    120_000,
  );

testInBrowser('a customer who was answered finds the form by which they object', async () => {
  const no = formatComplaintNumber(daysAgo(1).slice(0, 10), Buffer.alloc(8, 96));
  const supermarket = shippedPolicies().find(({ policy }) => policy.id === 'supermarket')!;
  await seedCase(api, supermarket, no, { complainant: { phone: '13912345678' } }, answered, daysAgo(1));
  const link = `${api.base}/c/${await api.models.customerLinks.token(no, now)}`;
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${link}?lang=zh`);
  await page.locator('#proof').fill('5678');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '对答复有异议' }).click();
  await page.locator('textarea').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await context.close();
});

testInBrowser('whoever manages nothing is led to no dashboard, whatever address they type', async () => {
  const desk = await Desk.open(browser, api.base, 'rui', { language: 'en', isNarrow: true });
  const asked: string[] = [];
  desk.page.on('request', (request) => asked.push(request.url()));
  expect(await desk.page.locator('.places a[href^="/dashboard"]').count()).toBe(0);
  for (const address of ['/dashboard', '/dashboard/marks?figure=received', '/reports']) {
    await desk.page.goto(address);
    await desk.page.locator('.empty').waitFor();
  }
  expect(asked.filter((url) => /api\/v1\/(dashboard|reports)/.test(url))).toEqual([]);
  await desk.close();
});
