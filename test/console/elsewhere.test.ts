import { CHROMIUM, testInBrowser } from './support/browser';
import { eachSeat, House } from './support/house';

let house: House;
beforeAll(async () => {
  if (CHROMIUM !== undefined) house = await House.open(['enterprise-eight-step']);
}, 240_000);
afterAll(async () => {
  if (CHROMIUM !== undefined) await house.close();
}, 60_000);

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
