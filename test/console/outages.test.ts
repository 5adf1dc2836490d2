import { both } from '../../domain/values/text';
import { CHROMIUM, testInBrowser } from './support/browser';
import { eachSeat, House } from './support/house';

let house: House;
beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  // An answer is waited for shortly, so that the page soon has to say that none came.
  house = await House.open(['enterprise-eight-step'], {
    apiEnv: { REDRESS_ANSWER_WITHIN_MS: '3000', REDRESS_STORE_WITHIN_MS: '2000' },
  });
}, 240_000);
afterAll(async () => {
  if (CHROMIUM !== undefined) await house.close();
}, 60_000);

for (const [name, seat] of eachSeat(0))
  testInBrowser(
    `a worker that dies while an action is sent: the page says that nothing is known, and repeating does it once (${name})`,
    async () => {
      const no = await house.registered();
      const lin = await house.at('lin', seat);
      await lin.openTask(no);
      const form = await lin.form('judge');
      await lin.choose('founded', 'true');
      await lin.type('reason', '有小票和照片。');
      await house.stack.kill('worker');
      await form.locator('.action-bar button').first().click();
      const unknown = form.locator('.unknown');
      await unknown.waitFor();
      await lin.expectAccessible();
      await lin.expectFits();
      // Nobody can change what may have been taken: the same is sent again, or nothing.
      expect(await form.locator('[data-field="reason"]').first().isDisabled()).toBe(true);
      await house.stack.begin('worker');
      const again = form.getByRole('button', { name: lin.say(both('重复提交', 'Send again')) });
      while (!(await lin.page.locator('.settled').isVisible())) {
        await again.click({ timeout: 2_000 }).catch(() => undefined);
        await lin.page.waitForTimeout(1_000);
      }
      const { body } = await (await house.as('lin')).get(`/api/v1/complaints/${no}/timeline`);
      const judged = (body.items as { type: string }[]).filter(({ type }) => type === 'JudgedFounded');
      expect(judged).toHaveLength(1);
      await lin.close();
    },
    300_000,
  );

for (const [name, seat] of eachSeat(1))
  testInBrowser(
    `a database that is away in the midst of an intake takes nothing that was typed, and the complaint is registered once (${name})`,
    async () => {
      const words = `电饭煲冒烟，${name}`;
      const lin = await house.at('lin', seat);
      const { page } = lin;
      await page.evaluate(`localStorage.setItem('redress.policy', 'enterprise-eight-step')`);
      await page.locator('.places a[href^="/new"]').click();
      const field = (of: string) => page.locator(`[data-field="${of}"]`).first();
      await field('complainant.phone').fill('13912345678');
      await field('complainant.name').fill('欧阳茉莉');
      await field('text').fill(words);
      await house.stack.kill('mongo');
      // What comes now is typed while nothing can be stored.
      await page.locator('input[data-field="category"], [data-field="category"] input').first().click();
      await page.keyboard.type('zl');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Enter');
      await page.locator('.spoken').waitFor();
      await page.keyboard.press('Control+Enter');
      // It says that it waits, and goes on by itself.
      await page.locator('.read-back .unknown').waitFor();
      expect(await page.locator('.spoken').innerText()).toContain(words);
      await house.stack.begin('mongo');
      const number = page.locator('.big-number');
      await number.waitFor({ timeout: 90_000 });
      const no = await number.innerText();
      const asked = await house.as('lin');
      for (;;) {
        const { status, body } = await asked.get(`/api/v1/complaints?text=13912345678&perPage=100`);
        if (status === 200) {
          const mine = (body.items as { no: string }[]).filter((one) => one.no === no);
          expect(mine).toHaveLength(1);
          const { body: detail } = await asked.get(`/api/v1/complaints/${no}`);
          expect(detail.intake).toMatchObject({ text: words, category: 'quality' });
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      await lin.close();
    },
    300_000,
  );

for (const [name, seat] of eachSeat(2))
  testInBrowser(
    `an API that is restarted while a page is open: the page comes back by itself and shows what has changed (${name})`,
    async () => {
      const no = await house.registered();
      const guo = await house.at('guo', seat);
      await guo.openTask(no);
      if (!seat.isNarrow) await guo.page.locator('.brief .whole').click();
      const entries = guo.page.locator('.story .entries li');
      await entries.first().waitFor();
      const before = await entries.count();
      await house.stack.kill('api');
      await house.stack.begin('api');
      await house.acted('lin', no, 'judge', { founded: true, reason: '有小票和照片' });
      // Nothing is pressed and nothing loaded anew.
      await entries.nth(before).waitFor({ timeout: 60_000 });
      expect(guo.pages).toBe(1);
      await guo.close();
    },
    240_000,
  );
