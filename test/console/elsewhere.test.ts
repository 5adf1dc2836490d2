import { member } from '../api/support/running-api';
import { CHROMIUM, testInBrowser } from './support/browser';
import { eachSeat, House, PEOPLE } from './support/house';

const EAST = { id: 'east', kind: 'store', title: { zh: '东城店', en: 'East store' } };
const STORE = [
  member('ting', { name: '婷婷', roles: ['receptionist'], departments: ['frontDesk'], places: ['east'] }),
  member('feng', { name: '冯军', roles: ['frontDeskManager'], departments: ['frontDesk'], places: ['east'] }),
  member('ban', { name: '班长', roles: ['foreman'], departments: ['appliances'], places: ['east'] }),
];

let house: House;
beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  house = await House.open(['enterprise-eight-step', 'supermarket'], {
    people: [...PEOPLE, ...STORE],
    places: [EAST],
    reopening: 'P1D',
    // The department has a quarter of an hour; here it is long enough to read what happens otherwise.
    change: (text) => text.replace(/PT15M/g, 'PT45S').replace(/PT5M/g, 'PT10S'),
  });
}, 240_000);
afterAll(async () => {
  if (CHROMIUM !== undefined) await house.close();
}, 60_000);

for (const [name, seat] of eachSeat(2))
  testInBrowser(
    `where the department stays silent the desk decides on the screen, as the forecast had said (${name})`,
    async () => {
      const ting = await house.as('ting');
      const { body } = await ting.post('/api/v1/complaints', {
        ...{ policy: 'supermarket', category: 'quality', channel: 'counter', place: 'east' },
        ...{ complainant: { name: '刘师傅' }, text: '新买的电饭锅漏电', demand: { kind: 'exchange' } },
        ...{ receiptFen: 19_900, fields: { counter: 'appliances' } },
      });
      const no = body.no as string;
      expect([body.code, typeof no]).toEqual([undefined, 'string']);
      await house.acted('ting', no, 'confirmRecord', { confirmed: true });
      const desk = await house.at('ting', seat);
      await desk.page.goto(`/complaints/${no}`);
      const forecast = desk.page.locator('.forecast li');
      await forecast.first().waitFor();
      await desk.expectAccessible();
      await desk.expectFits();
      const story = desk.page.locator('.story .entries');
      await story.waitFor();
      // Nobody does anything: the desk has the decision, on the open page.
      desk.page.setDefaultTimeout(90_000);
      const form = await desk.form('decideAtDesk');
      await desk.choose('atFault', 'true');
      await form.locator('.action-bar button').first().click();
      await desk.page.locator('.settled').waitFor();
      await desk.close();
    },
    240_000,
  );

for (const [name, seat] of eachSeat(3))
  testInBrowser(
    `a case that is merged elsewhere while its page is open says so, and keeps what was typed (${name})`,
    async () => {
      const [no, into] = [await house.registered(), await house.registered()];
      const guo = await house.at('guo', seat);
      await guo.openTask(no);
      await guo.form('judge');
      await guo.choose('founded', 'false');
      await guo.type('reason', '照片与商品不符。');
      await house.acted('lin', no, 'merge', { into });
      const ended = guo.page.locator('.ended');
      await ended.waitFor();
      expect(await ended.locator('blockquote').innerText()).toBe('照片与商品不符。');
      await guo.expectAccessible();
      await guo.expectFits();
      await guo.close();
    },
    240_000,
  );

for (const [name, seat] of eachSeat(0))
  testInBrowser(
    `a case that is reopened elsewhere while its page is open is at work again on the screen (${name})`,
    async () => {
      const no = await house.registered();
      await house.acted('lin', no, 'judge', { founded: false, reason: '照片与商品不符', evidence: '照片' });
      const guo = await house.at('guo', seat);
      await guo.page.goto(`/complaints/${no}`);
      await guo.page.locator('.status-resolved').first().waitFor();
      await house.acted('lin', no, 'reopen', { reason: '客户寄来了商品' });
      await guo.page.locator('.status-open').first().waitFor();
      await guo.form('judge');
      await guo.expectAccessible();
      await guo.close();
    },
    240_000,
  );

for (const [name, seat] of eachSeat(1))
  testInBrowser(
    `of a batch of twenty approvals, one of which becomes one’s own matter meanwhile, nineteen are done and one is named (${name})`,
    async () => {
      const numbers: string[] = [];
      for (let i = 0; i < 5; i++)
        numbers.push(...(await Promise.all(Array.from({ length: 4 }, () => house.proposed()))));
      const chen = await house.at('chen', seat);
      const { page } = chen;
      await page.locator('.places a[href^="/approvals"]').click();
      const card = (no: string) => page.locator(`.approval[data-approval^="${no} "]`);
      for (const no of numbers) await card(no).locator('input[type="checkbox"]').check();
      await page.locator('.batch-bar button').click();
      const sheet = page.locator('.batch');
      await sheet.locator('.action-bar button:enabled').waitFor();
      // Another complaint, which is about the approver, is merged into one of them while the sheet is open.
      const about = await house.registered('enterprise-eight-step', {
        category: 'service',
        respondent: { persons: ['chen'] },
        demand: undefined,
      });
      const [own, ...others] = numbers as [string, ...string[]];
      await house.acted('lin', about, 'merge', { into: own });
      const conflict = sheet.locator('.batch-conflict', { hasText: own });
      await conflict.waitFor();
      await chen.expectAccessible();
      await chen.expectFits();
      await sheet.locator('.action-bar button:enabled').click();
      await sheet.getByRole('status').waitFor();
      expect(await sheet.locator('[data-result="done"]').count()).toBe(others.length);
      expect(await sheet.locator('[data-result="notDone"]').count()).toBe(0);
      expect(await conflict.innerText()).toContain(own);
      await chen.close();
    },
    400_000,
  );
