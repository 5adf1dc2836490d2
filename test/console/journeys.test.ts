import { CHROMIUM, testInBrowser } from './support/browser';
import type { Desk, Seat } from './support/desk';
import { eachSeat, House } from './support/house';

let house: House;

beforeAll(async () => {
  if (CHROMIUM !== undefined) house = await House.open(['enterprise-eight-step', 'hasty']);
}, 180_000);
afterAll(() => (CHROMIUM === undefined ? undefined : house.close()), 60_000);

const at = (id: string, seat: Seat): Promise<Desk> => house.at(id, seat);

for (const [name, seat] of eachSeat(0))
  testInBrowser(
    `six people bring a complaint to its end, typing no address and loading nothing anew (${name})`,
    async () => {
      const no = await house.registered();
      const desks = await Promise.all(['lin', 'zhao', 'chen', 'zheng', 'wu'].map((id) => at(id, seat)));
      const [lin, zhao, chen, zheng, wu] = desks as [Desk, Desk, Desk, Desk, Desk];
      await lin.openTask(no);
      await lin.form('judge');
      await lin.expectAccessible();
      await lin.expectFits();
      await lin.expectOneLanguage('.tasks-page, .case-page');
      await lin.picture('tasks');
      await lin.choose('founded', 'true');
      await lin.type('reason', '有小票和照片。');
      await lin.send('judge');

      await zhao.openTask(no);
      await zhao.send('accept');
      await zhao.form('submitFindings');
      await zhao.type('cause', '密封圈漏装。');
      await zhao.name('persons', 'qian');
      await zhao.type('lossFen', '399');
      await zhao.send('submitFindings');
      await zhao.form('propose');
      await zhao.choose('options.0.remedies.0.kind', 'refund');
      await zhao.choose('options.0.remedies.0.params.to', 'originalPayment');
      await zhao.type('options.0.remedies.0.params.amountFen', '399');
      await zhao.expectAccessible();
      await zhao.expectFits();
      await zhao.send('propose');

      await chen.openTask(no);
      await chen.send('approve');

      await lin.openTask(no);
      await lin.form('answerOffer');
      await lin.choose('accepted', 'true');
      await lin.send('answerOffer');
      await lin.form('recordCallback');
      await lin.choose('reached', 'true');
      await lin.choose('satisfied', 'true');
      await lin.send('recordCallback');

      await zheng.openTask(no);
      await zheng.send('decidePenalties');
      await wu.openTask(no);
      await wu.form('planImprovement');
      await wu.send('planImprovement');
      await chen.openTask(no);
      await chen.form('review');
      await chen.type('lesson', '新批次每件加测密封。');
      await chen.send('review');

      for (const desk of desks) {
        expect([desk.id, desk.pages]).toEqual([desk.id, 1]);
        await desk.close();
      }
    },
    300_000,
  );

for (const [name, seat] of eachSeat(1))
  testInBrowser(
    `of two at one task the second keeps what they wrote, and is told who ended it (${name})`,
    async () => {
      const no = await house.registered();
      const [lin, guo] = [await at('lin', seat), await at('guo', seat)];
      await guo.openTask(no);
      await guo.form('judge');
      await guo.choose('founded', 'false');
      await guo.type('reason', '照片与商品不符，需要核实。');
      await lin.openTask(no);
      await lin.form('judge');
      await lin.choose('founded', 'true');
      await lin.send('judge');

      // Nothing was done at this desk: the page hears of it by itself.
      const told = guo.page.locator('.ended');
      await told.waitFor();
      await told.locator('time').waitFor();
      expect(await told.innerText()).toContain('林晓');
      expect(await told.locator('blockquote').innerText()).toBe('照片与商品不符，需要核实。');
      await guo.expectAccessible();
      await told.getByRole('button', { name: guo.say({ zh: '存为备注', en: 'as a note' }) }).click();
      await told.getByRole('status').waitFor();
      await lin.close();
      await guo.close();
    },
    180_000,
  );

for (const [name, seat] of eachSeat(2))
  testInBrowser(
    `a reload or a session that ended takes nothing that was typed (${name})`,
    async () => {
      const no = await house.registered();
      const lin = await at('lin', seat);
      await lin.openTask(no);
      await lin.form('judge');
      await lin.choose('founded', 'true');
      await lin.type('reason', '有小票，照片清楚。');
      await lin.page.reload();
      if (!seat.isNarrow) await lin.form('judge');
      const reason = lin.page.locator('[data-field="reason"]').first();
      await reason.waitFor();
      expect(await reason.inputValue()).toBe('有小票，照片清楚。');

      // The session ends elsewhere: sign-in opens over the form, which stays as it is.
      const ended = await lin.context.request.delete('/api/v1/session', { headers: { 'X-Redress': '1' } });
      expect(ended.status()).toBe(204);
      await lin.page.locator('.sign-in').waitFor();
      await lin.expectAccessible();
      await lin.signIn();
      expect(await reason.inputValue()).toBe('有小票，照片清楚。');
      await lin.send('judge');
      await lin.close();
    },
    180_000,
  );

for (const [name, seat] of eachSeat(3))
  testInBrowser(
    `where nobody acts the page says so before, and the case goes on by itself on the screen (${name})`,
    async () => {
      const no = await house.registered('hasty');
      const lin = await at('lin', seat);
      await lin.openTask(no);
      if (!seat.isNarrow) await lin.page.locator('.brief .whole').click();
      const forecast = lin.page.locator('.forecast li');
      await forecast.first().waitFor();
      const story = lin.page.locator('.story .entries');
      await story.waitFor();
      await lin.picture('case');
      const before = await story.locator('li').count();
      // Nobody does anything: what the forecast said comes about, and the open page shows it.
      await story.locator('li').nth(before).waitFor();
      await lin.close();
    },
    180_000,
  );

for (const [name, seat] of eachSeat(4))
  testInBrowser(
    `a complaint is taken on the telephone by keyboard alone, within a minute (${name})`,
    async () => {
      const lin = await at('lin', seat);
      const { page } = lin;
      await page.evaluate(`localStorage.setItem('redress.policy', 'enterprise-eight-step')`);
      let keys = 0;
      const press = async (...names: string[]) => {
        for (const one of names) await page.keyboard.press(one);
        keys += names.length;
      };
      const type = async (text: string) => {
        await page.keyboard.type(text);
        keys += text.length;
      };
      /** Chinese as an input method gives it: letters compose, and what is chosen comes at once. */
      const compose = async (letters: string, text: string) => {
        const cdp = await lin.context.newCDPSession(page);
        await cdp.send('Input.imeSetComposition', {
          text: letters,
          selectionStart: letters.length,
          selectionEnd: letters.length,
        });
        await page.keyboard.press('Enter');
        await cdp.send('Input.insertText', { text });
        keys += letters.length + 1;
        await cdp.detach();
      };
      // On a busy machine keys overtake timers.
      await page.evaluate(
        `{ const soon = window.setTimeout; window.setTimeout = (act, ms = 0, ...rest) => soon(act, ms + 300, ...rest); }`,
      );
      await press('g', 'n');
      const phone = page.locator('[data-field="complainant.phone"]');
      await phone.waitFor();
      await page.waitForFunction(`document.activeElement?.getAttribute('data-field') === 'complainant.phone'`);
      await type('13912345678');
      await press('Tab');
      await compose('ouyang', '欧阳');
      await press('Tab');
      await compose('dfbmyyjtd', '电饭煲冒烟要求退货');
      await press('Tab');
      await type('zl');
      await page.locator('[data-combobox-selected]').first().waitFor();
      // Until the timers of the list's opening have come.
      await page.waitForTimeout(600);
      await press('Enter', 'Tab', 'Space', 'Tab');
      await type('399');
      await lin.expectAccessible();
      await lin.picture('intake');
      await lin.expectFits();
      await press('Control+Enter');
      const spoken = page.locator('.spoken');
      await page.locator('.spoken, .fault').first().waitFor();
      expect(await page.locator('.fault').allInnerTexts()).toEqual([]);
      const said = await spoken.innerText();
      for (const part of ['欧阳', '13912345678', '电饭煲冒烟要求退货', '399.00']) expect(said).toContain(part);
      await lin.expectOneLanguage('.intake');
      await press('Control+Enter');
      const number = page.locator('.big-number');
      await number.waitFor();
      // Keys at 0.28 s, and 1.35 s to think before each field and before each of the two sendings.
      const seconds = keys * 0.28 + 8 * 1.35;
      expect(keys).toBeLessThanOrEqual(150);
      expect(seconds).toBeLessThanOrEqual(60);

      const { body } = await (await house.as('lin')).get(`/api/v1/complaints/${await number.innerText()}`);
      expect(body.intake).toMatchObject({
        ...{ category: 'quality', channel: 'phone', text: '电饭煲冒烟要求退货' },
        complainant: { name: '欧阳', phone: '13912345678' },
        demand: { kind: 'refund', amountFen: 39_900 },
      });
      await lin.close();
    },
    180_000,
  );

for (const [name, seat] of eachSeat(3))
  testInBrowser(
    `several receipts are scanned one after the other, read back, and stand on the case page (${name})`,
    async () => {
      const lin = await at('lin', seat);
      const { page } = lin;
      await page.evaluate(`localStorage.setItem('redress.policy', 'enterprise-eight-step')`);
      await page.goto('/new');
      await lin.type('complainant.phone', '13912345678');
      await lin.type('complainant.name', '欧阳');
      await lin.type('text', '两张小票都多收了钱');
      await page.locator('[data-field="category"]').first().fill('zl');
      await page.locator('[data-combobox-selected]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('option').first().waitFor({ state: 'hidden' });
      await page.locator('.more-fields summary').click();
      await lin.type('receiptFen', '50');
      await page.locator('.add-receipt').click();
      // What stood there is the first one's; a scanner types a number and Enter.
      await page.keyboard.type('A-001');
      for (const keys of ['', '', 'A-002', '180.50', '']) {
        await page.keyboard.type(keys);
        await page.keyboard.press('Enter');
      }
      expect(await page.locator('[data-field="receiptFen"]').count()).toBe(0);
      await lin.expectAccessible();
      await lin.expectFits();
      await page.keyboard.press('Control+Enter');
      await page.locator('.spoken, .fault').first().waitFor();
      expect(await page.locator('.fault').allInnerTexts()).toEqual([]);
      const said = await page.locator('.spoken').innerText();
      for (const part of ['A-001', '50.00', 'A-002', '180.50']) expect(said).toContain(part);
      await page.keyboard.press('Control+Enter');
      const no = await page.locator('.big-number').innerText();
      const { body } = await (await house.as('lin')).get(`/api/v1/complaints/${no}`);
      expect(body.intake.receipts).toEqual([
        { number: 'A-001', amountFen: 5_000 },
        { number: 'A-002', amountFen: 18_050 },
      ]);
      await page.goto(`/complaints/${no}`);
      await page.getByText('A-002').waitFor();
      await lin.close();
    },
    180_000,
  );

for (const [name, seat] of eachSeat(1))
  testInBrowser(
    `an approver approves one, sends one back, and a batch says of each whether it was done (${name})`,
    async () => {
      const [one, back, ...many] = await Promise.all(Array.from({ length: 6 }, () => house.proposed()));
      const chen = await at('chen', seat);
      const { page } = chen;
      await page.locator('.places a[href^="/approvals"]').click();
      const card = (no: string) => page.locator(`.approval[data-approval^="${no} "]`);
      await card(one!).locator('[data-answer="approve"]').waitFor();
      await chen.expectAccessible();
      await chen.picture('approvals', true);
      await chen.expectFits();
      await chen.expectOneLanguage('.page-head');
      await card(one!).locator('[data-answer="approve"]').click();
      await card(one!).waitFor({ state: 'detached' });

      await card(back!).locator('[data-answer="sendBack"]').click();
      await card(back!).locator('[data-answer="reject"]').click();
      // Without a reason it does not go back.
      await card(back!)
        .getByText(chen.say({ zh: '必填。', en: 'Needed.' }))
        .waitFor();
      await card(back!).locator('textarea').fill('金额缺依据。');
      await card(back!).locator('[data-answer="reject"]').click();
      await card(back!).waitFor({ state: 'detached' });

      for (const no of many) await card(no).locator('input[type="checkbox"]').check();
      await page.locator('.batch-bar button').click();
      const sheet = page.locator('.batch');
      const confirm = sheet.locator('.action-bar button:enabled');
      await confirm.waitFor();
      // While the sheet is open, somebody else approves one of them.
      const [gone, ...left] = many;
      await house.acted('he', gone!, 'approve');
      await confirm.click();
      await sheet.getByRole('status').waitFor();
      expect(await sheet.locator('[data-result="done"]').count()).toBe(left.length);
      expect(await sheet.locator('[data-result="notDone"]').allInnerTexts()).toEqual([expect.stringContaining(gone!)]);
      await chen.expectAccessible();
      await chen.close();
    },
    300_000,
  );
