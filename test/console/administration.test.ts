import { both } from '../../domain/values/text';
import { CHROMIUM, testInBrowser } from './support/browser';
import type { Desk } from './support/desk';
import { eachSeat, House } from './support/house';

let house: House;
beforeAll(async () => {
  if (CHROMIUM !== undefined) house = await House.open(['enterprise-eight-step']);
}, 240_000);
afterAll(async () => {
  if (CHROMIUM !== undefined) await house.close();
}, 60_000);

/** What a clock in the policy's zone shows so many hours from now, as a field for it takes it. */
function onTheClock(hours: number): string {
  return new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(0, 16);
}

async function choose({ page }: Desk, field: string, id: string): Promise<void> {
  const box = page.locator(
    `.mantine-Modal-content input[data-field="${field}"], .mantine-Modal-content [data-field="${field}"] input`,
  );
  await box.first().click();
  await box.first().fill(id);
  await page.getByRole('option', { name: new RegExp(`· ${id}\\b`) }).click();
}

for (const [name, seat] of eachSeat(3))
  testInBrowser(
    `an absence is entered with its substitute, who then does the tasks, and the story says in whose name (${name})`,
    async () => {
      const no = await house.registered();
      await house.acted('lin', no, 'judge', { founded: true, reason: '有小票和照片' });
      const qian = await house.at('qian', seat);
      await qian.page.locator('.empty').first().waitFor();

      const root = await house.at('root', seat);
      const { page } = root;
      // The administrator begins where accounts are kept; cases are not to be reached from here.
      await page.locator('.register-table').waitFor();
      expect(await page.locator('.places a').count()).toBe(1);
      await root.expectAccessible();
      await root.expectFits();
      await root.picture('staff');
      await page.locator('.tabs a[href^="/admin/absences"]').click();
      await page.locator('.month-grid').waitFor();
      await page.locator('.admin-bar button').click();
      await choose(root, 'person', 'zhao');
      await page.locator('input[data-field="from"]').fill(onTheClock(-1));
      await page.locator('input[data-field="to"]').fill(onTheClock(30));
      await choose(root, 'substitute', 'qian');
      // Before it is sent it says what waits for whoever goes away.
      await page.locator('.affected p').first().waitFor();
      await page.locator('[data-confirm]').click();
      await page.locator('.mantine-Modal-content').waitFor({ state: 'detached' });
      const row = page.locator('[data-absence="zhao"]');
      await row.waitFor();
      expect(await row.innerText()).toContain('钱进');
      expect(await page.locator('.month-grid [aria-current] li').allInnerTexts()).toEqual(['赵敏']);
      await root.expectAccessible();
      await root.expectFits();
      await root.expectOneLanguage('.admin-page h1, .month');
      await root.picture('absences');

      // The substitute hears of it on the open page, stands in and does the task.
      await qian.page.locator('[data-stand-in="zhao"]').click();
      await qian.page.locator('.standing-in').waitFor();
      await qian.openTask(no);
      await qian.send('accept');
      await qian.expectAccessible();
      await qian.page.reload();
      const bar = qian.page.locator('.standing-in');
      await bar.waitFor();
      expect(await bar.innerText()).toContain(qian.say(both('钱进 正在代理 赵敏', '钱进 for 赵敏')));
      await qian.page.goto(`/complaints/${no}`);
      const story = qian.page.locator('.story .entries');
      await story.waitFor();
      expect(await story.innerText()).toMatch(/钱进.{0,12}赵敏/u);

      // The absence ends while the page is open: it says so, and what is sent goes in one's own name.
      await row.locator('button').click();
      await page.locator('[data-confirm]').click();
      await qian.page.locator('.standing-in-over').waitFor();
      await page.locator('.tabs a[href^="/admin/changes"]').click();
      await page.locator('[data-change="absenceEnded"]').waitFor();
      await root.expectAccessible();
      await root.close();
      await qian.close();
    },
    300_000,
  );

for (const [name, seat] of eachSeat(0))
  testInBrowser(
    `somebody is added, retired and found again, and each change says whom it affects and who made it (${name})`,
    async () => {
      const root = await house.at('root', seat);
      const { page } = root;
      const id = `hong.${seat.language}${seat.isNarrow ? '.n' : ''}`;
      await page.locator('.admin-bar button').click();
      await page.locator('input[data-field="id"]').fill(id);
      await page.locator('input[data-field="name"]').fill('洪亮');
      await page.locator('input[data-field="mail"]').fill('hong@shop.example');
      await page
        .locator('.mantine-Modal-content input[data-field="roles"], .mantine-Modal-content [data-field="roles"] input')
        .first()
        .click();
      await page
        .getByRole('option')
        .filter({ hasText: root.say(both('总经理', 'General manager')) })
        .first()
        .click();
      await page.keyboard.press('Escape');
      await page.locator('.mantine-Modal-content button[type="submit"]').click();
      await page.locator('.one-time-password').waitFor();
      await root.expectAccessible();
      await page.locator('.mantine-Modal-content .mantine-Button-root').last().click();

      await page.locator('input[data-field="find"]').fill(id);
      await page.locator(`[data-row="${id}"]`).click();
      await page.locator('.account-page').waitFor();
      await root.expectFits();
      await page.locator('[data-account-action="retire"]').click();
      // Nobody else holds the role: that is said before it is confirmed.
      await page.locator('.confirm .warning').waitFor();
      await root.expectAccessible();
      await page.locator('[data-confirm]').click();
      await page.locator('[data-account-action="reinstate"]').waitFor();
      const record = page.locator('[data-change="retired"]');
      await record.waitFor();
      expect(await record.innerText()).toContain('root');

      // Nobody retires themselves, nor is it offered.
      await page.goto('/admin/staff/root');
      await page.locator('[data-account-action="unlock"]').waitFor();
      expect(await page.locator('[data-account-action="retire"]').count()).toBe(0);

      for (const [path, shown] of [
        ['/admin/places', '.empty, .place-tree'],
        ['/admin/health', '.health-well, .health-odd'],
        ['/me', '.me-page .sessions li'],
      ] as const) {
        await page.goto(path);
        await page.locator(shown).first().waitFor();
        await root.expectAccessible();
        await root.expectFits();
      }
      await root.close();

      // Whoever keeps no accounts is told so, and asks for none.
      const lin = await house.at('lin', seat);
      const asked: string[] = [];
      lin.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await lin.page.goto('/admin/changes');
      await lin.page.locator('.empty').waitFor();
      expect(asked.filter((path) => path.startsWith('/api/v1/accounts'))).toEqual([]);
      await lin.close();
    },
    240_000,
  );

for (const [name, seat] of eachSeat(1))
  testInBrowser(
    `who else has a case open is seen beside it, and filters are saved and found again (${name})`,
    async () => {
      const no = await house.registered();
      const [lin, guo] = [await house.at('lin', seat), await house.at('guo', seat)];
      await lin.openTask(no);
      await guo.openTask(no);
      const seen = lin.page.locator('p.who-else');
      await seen.filter({ hasText: '郭悦' }).waitFor();
      await guo.form('judge');
      await guo.type('reason', '照片清楚。');
      await seen.filter({ hasText: lin.say(both('正在填写', 'typing')) }).waitFor();
      await lin.expectAccessible();
      await guo.close();
      await seen.waitFor({ state: 'detached' });

      await lin.page.goto('/complaints?status=open');
      await lin.page.locator('.views-button').click();
      await lin.page.getByRole('menuitem', { name: lin.say(both('保存当前筛选…', 'Save these filters …')) }).click();
      await lin.page
        .locator('.mantine-Modal-content input[type="text"], .mantine-Modal-content input:not([type])')
        .first()
        .fill('处理中');
      await lin.expectAccessible();
      await lin.page.locator('.mantine-Modal-content button[type="submit"]').click();
      await lin.page.locator('.mantine-Modal-content').waitFor({ state: 'detached' });
      await lin.page.goto('/complaints');
      await lin.page.locator('.views-button').click();
      await lin.page.getByRole('menuitem', { name: '处理中', exact: true }).click();
      await lin.page.waitForURL(/status=open/);
      await lin.close();
    },
    240_000,
  );
