import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { Client, Connection } from '@temporalio/client';
import type { BrowserContext, Page } from 'playwright-core';
import { member } from '../api/support/running-api';
import { CHROMIUM, testInBrowser } from './support/browser';
import { seatsOf } from './support/desk';
import type { Seat } from './support/desk';
import { House } from './support/house';

const PEOPLE = [
  member('lin', { name: '林晓', roles: ['complaintsDesk'], departments: ['customerService'] }),
  member('chen', { name: '陈立', roles: ['complaintsManager'], departments: ['customerService'] }),
  member('zhao', { name: '赵敏', roles: ['handler'], departments: ['quality'] }),
  member('qian', { name: '钱进', roles: ['handler'], departments: ['sales'] }),
];
/** What the policy would say if it took complaints from the web. */
const WEB = `intake:
  web:
    title: { zh: 网购的商品, en: Goods bought online }
    categories:
      quality: { zh: 商品有质量问题, en: Something is wrong with the goods }
      service: { zh: 对服务不满意, en: I was not served well }
`;
let house: House;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  house = await House.open(['enterprise-eight-step'], {
    ...{ people: PEOPLE, reopening: 'PT5M', change: (text) => text.replace('intake:\n', WEB) },
    env: { REDRESS_PUBLIC_URL: 'https://complaints.example.com' },
  });
}, 240_000);
afterAll(() => (CHROMIUM === undefined ? undefined : house.close()), 60_000);

/** A complaint whose customer is offered an exchange, and a refund if they decline that. */
async function offered(seat: Seat): Promise<{ no: string; path: string }> {
  const no = await house.registered('enterprise-eight-step', { language: seat.language });
  await house.acted('lin', no, 'judge', { founded: true, reason: '有小票。' });
  await house.acted('zhao', no, 'accept');
  await house.acted('zhao', no, 'submitFindings', { cause: '密封圈漏装。', persons: ['qian'], lossFen: 39_900 });
  const refund = { kind: 'refund', params: { amountFen: 39_900, to: 'originalPayment' } };
  const reduction = { kind: 'price-reduction', params: { priceFen: 39_900, percent: 25 } };
  await house.acted('zhao', no, 'propose', { options: [{ remedies: [reduction] }, { remedies: [refund] }] });
  await house.acted('chen', no, 'approve');
  const link = await (await house.as('lin')).post(`/api/v1/complaints/${no}/customer-link`, {});
  expect(link.body.address).toBe(`https://complaints.example.com${link.body.path as string}`);
  return { no, path: link.body.path as string };
}

/** A customer with a telephone of their own. */
class Customer {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly seat: Seat,
    private readonly hasScript: boolean,
  ) {}
  readonly errors: string[] = [];

  static async open(seat: Seat, hasScript: boolean): Promise<Customer> {
    const context = await house.browser.newContext({
      viewport: seat.isNarrow ? { width: 360, height: 740 } : { width: 1366, height: 768 },
      ...{ locale: 'zh-CN', baseURL: house.stack.apiUrl, javaScriptEnabled: hasScript },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const customer = new Customer(context, page, seat, hasScript);
    page.on('pageerror', (error) => customer.errors.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) customer.errors.push(message.text());
    });
    return customer;
  }

  say(zh: string, en: string): string {
    return this.seat.language === 'zh' ? zh : en;
  }

  async press(zh: string, en: string): Promise<void> {
    await this.page
      .getByRole('link', { name: this.say(zh, en), exact: true })
      .or(this.page.getByRole('button', { name: this.say(zh, en), exact: true }))
      .first()
      .click();
  }

  async waitFor(zh: string, en: string): Promise<void> {
    await this.page.getByText(this.say(zh, en)).first().waitFor();
  }

  /** Nothing sticks out, nothing hinders, and one language is spoken. axe needs script. */
  async check(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    const text = await this.page.locator('main').innerText();
    for (const name of ['林晓', '赵敏', '陈立', '钱进']) expect(text).not.toContain(name);
    if (this.seat.language === 'zh')
      expect(text.replace(/[A-Z]\d{6}-[0-9A-Z]{7}/g, '').match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
    if (!this.hasScript) return;
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }

  /** Looks again until the page asks for it: something has to be done outside first. */
  async until(zh: string, en: string): Promise<void> {
    const wanted = this.page.getByRole('link', { name: this.say(zh, en), exact: true });
    for (const end = Date.now() + 60_000; Date.now() < end;) {
      if ((await wanted.count()) > 0) return;
      await sleep(500);
      await this.page.goto(this.page.url());
    }
    throw new Error(`never asked for: ${await this.page.locator('main').innerText()}`);
  }
}

/** Where a token would stand if it were anywhere: in histories, logs, and what staff read. */
async function expectNowhere(no: string, token: string): Promise<void> {
  const temporal = new Client({ connection: await Connection.connect({ address: house.stack.temporalAddress }) });
  // Payloads are written in base64.
  const history = JSON.stringify(await temporal.workflow.getHandle(no).fetchHistory(), (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
  );
  await temporal.connection.close();
  expect(history.includes('main/offer/')).toBe(true);
  const logs = readdirSync(join(house.stack.data, 'logs')).map((file) =>
    readFileSync(join(house.stack.data, 'logs', file), 'utf8'),
  );
  const { body } = await (await house.as('lin')).get(`/api/v1/complaints/${no}/messages`);
  const letters = JSON.stringify(body);
  expect(letters).toContain('https://complaints.example.com/c/…');
  for (const text of [history, letters, ...logs]) expect(text).not.toContain(token);
}

const SEATS = [
  ...seatsOf(2).map((seat): [string, Seat, boolean] => ['without script', seat, false]),
  ...seatsOf(1).map((seat): [string, Seat, boolean] => ['with script', seat, true]),
];

for (const [how, seat, hasScript] of SEATS)
  testInBrowser(
    `a customer declines the first offer, accepts the second and rates, and staff see it at once (${how}, ${seat.language})`,
    async () => {
      const { no, path } = await offered(seat);
      const customer = await Customer.open(seat, hasScript);
      const { page } = customer;
      await page.goto(path);
      await customer.check();
      await page.locator('#proof').fill('0000');
      await customer.press('继续', 'Continue');
      await customer.waitFor('与我们登记的不一致', 'This does not match our records');
      await customer.check();
      await page.locator('#proof').fill('5678');
      await customer.press('继续', 'Continue');
      await page.locator('.number').waitFor();
      expect(await page.locator('.number').innerText()).toBe(no);
      await customer.check();

      // What a customer can do unasked; nothing is sent.
      for (const what of ['message', 'withdraw']) {
        await page.goto(`${path}/${what}?lang=${seat.language}`);
        await page.locator('textarea').waitFor();
        await customer.check();
      }
      await page.goto(path);

      const desk = await house.at('lin', { language: seat.language, isNarrow: false });
      await desk.page.goto(`/complaints/${no}`);
      const story = desk.page.locator('.story .entries');
      await story.waitFor();

      await customer.until('不接受', 'Decline this');
      await customer.press('不接受', 'Decline this');
      await customer.waitFor('我不接受第 1 轮方案 1', 'I decline option 1 of round 1');
      await customer.check();
      await page.locator('textarea').fill('不要打折');
      await customer.press('发送', 'Send');
      await customer.waitFor('已收到您的答复。', 'We have your answer.');
      await story
        .getByText(desk.say({ zh: '客户拒绝了第 1 轮方案 1。', en: 'The customer refused option 1 of round 1.' }))
        .waitFor();

      await customer.until('接受此方案', 'Accept this');
      await customer.press('接受此方案', 'Accept this');
      await customer.waitFor('我接受第 1 轮方案 2', 'I accept option 2 of round 1');
      // The same form from two pages at once, or twice: it counts once.
      const action = await page.locator('form').first().getAttribute('action');
      const form = Object.fromEntries(
        await Promise.all(
          (await page.locator('form input[type=hidden]').all()).map(async (input) => [
            await input.getAttribute('name'),
            await input.getAttribute('value'),
          ]),
        ),
      ) as Record<string, string>;
      const twice = () => customer.context.request.post(action!, { form, maxRedirects: 0 });
      const sent = await Promise.all([twice(), twice()]);
      expect(sent.map((one) => one.status())).toEqual([303, 303]);
      await customer.press('发送', 'Send');
      await customer.waitFor('已收到您的答复。', 'We have your answer.');
      await customer.check();
      await story
        .getByText(desk.say({ zh: '客户接受了第 1 轮方案 2。', en: 'The customer accepted option 2 of round 1.' }))
        .waitFor();

      await customer.until('评价处理结果', 'Rate how we handled it');
      await customer.press('评价处理结果', 'Rate how we handled it');
      await page.locator('input[name=yes][value=yes]').check();
      await page.locator('input[name=rating][value="4"]').check();
      await customer.check();
      await customer.press('发送', 'Send');
      await customer.waitFor('谢谢您的评价。', 'Thank you for rating us.');

      const { body: detail } = await (await house.as('lin')).get(`/api/v1/complaints/${no}`);
      expect(detail.callbacks).toEqual([expect.objectContaining({ satisfied: true, rating: 4 })]);
      const { body: timeline } = await (await house.as('lin')).get(`/api/v1/complaints/${no}/timeline?limit=200`);
      const answers = (timeline.items as { type: string; by?: { id: string }; data: Record<string, unknown> }[]).filter(
        ({ type }) => type === 'CustomerAnswered',
      );
      expect(answers.map(({ by }) => by?.id)).toEqual(Array.from({ length: 3 }, () => `customer:${no}`));
      expect(answers[0]?.data['text']).toContain('不要打折');
      expect(answers[1]?.data['text']).toContain(
        customer.say('我接受第 1 轮方案 2：', 'I accept option 2 of round 1:'),
      );
      await expectNowhere(no, path.slice('/c/'.length));

      await customer.press('退出此页', 'Leave this page');
      await customer.waitFor('您已退出', 'You have left the page');
      await page.goto(path);
      await page.locator('#proof').waitFor();
      await page.goto(`/c/${'x'.repeat(22)}`);
      await customer.check();
      expect(customer.errors).toEqual([]);
      await customer.context.close();
      await desk.close();
    },
    300_000,
  );

for (const seat of seatsOf(3))
  testInBrowser(
    `staff copy the customer's link on the case page, and put another one in its place (${seat.language})`,
    async () => {
      const { no, path } = await offered(seat);
      const lin = await house.at('lin', seat);
      await lin.page.goto(`/complaints/${no}`);
      await lin.page.locator('.customer-link').click();
      const address = lin.page.locator('.link-address');
      await address.waitFor();
      expect(await address.inputValue()).toBe(`https://complaints.example.com${path}`);
      await lin.expectAccessible();
      await lin.page.getByRole('button', { name: lin.say({ zh: '换成新链接', en: 'Renew' }) }).click();
      while ((await address.inputValue()).endsWith(path)) await sleep(100);
      expect((await fetch(house.stack.apiUrl + path)).status).toBe(404);
      await lin.close();
    },
    180_000,
  );

for (const seat of seatsOf(2))
  testInBrowser(
    `a customer lodges a complaint from the web, once, and follows it on their own page (${seat.language})`,
    async () => {
      const customer = await Customer.open(seat, true);
      const { page } = customer;
      const goOn = () => customer.press('继续', 'Continue');
      await page.goto(`/lodge?lang=${seat.language}`);
      await customer.check();
      await customer.press('开始', 'Start');
      await goOn();
      await customer.check();
      expect(await page.evaluate('document.activeElement.className')).toBe('summary');
      await page.locator('input[value=quality]').check();
      await goOn();
      await page.locator('#text').fill('电饭煲冒烟');
      await customer.check();
      await goOn();
      await page.locator('#when').fill('2026-09-30');
      await goOn();
      await page.locator('#amount').fill('399');
      await goOn();
      await page.locator('#name').fill('欧阳茉莉');
      await page.locator('#phone').fill('13912349876');
      // Enter goes on, and changes no language.
      await page.keyboard.press('Enter');
      await customer.waitFor('请核对后提交', 'Check your answers before you send them');
      await customer.check();
      // "Back" shows the page as it was.
      await page.goBack();
      expect(await page.locator('#phone').inputValue()).toBe('13912349876');
      await page.goForward();
      const form = {
        state: (await page.locator('input[name=state]').getAttribute('value'))!,
        ...{ do: 'send', website: '' },
      };
      const twice = () => customer.context.request.post('/lodge/check', { form, maxRedirects: 0 });
      expect((await Promise.all([twice(), twice()])).map((one) => one.status())).toEqual([303, 303]);
      await customer.press('提交投诉', 'Send the complaint');
      await page.locator('.number.big').waitFor();
      await customer.check();
      expect(new URL(page.url()).search).toBe('');
      const no = await page.locator('.number.big').innerText();
      const lin = await house.as('lin');
      const { body: all } = await lin.get('/api/v1/complaints?channel=web');
      expect((all.items as { no: string }[]).map((one) => one.no)).toEqual([no]);
      const { body: detail } = await lin.get(`/api/v1/complaints/${no}`);
      expect(detail).toMatchObject({
        ...{ contactUnproven: true, recordedBy: { id: `customer:${no}` } },
        intake: {
          ...{ category: 'quality', channel: 'web', text: '电饭煲冒烟', occurredAt: '2026-09-29T16:00:00.000Z' },
          complainant: { name: '欧阳茉莉', phone: '13912349876' },
          demand: { amountFen: 39_900 },
        },
      });

      await customer.press('查看进度', 'Follow your complaint');
      await page.locator('#proof').fill('9876');
      await goOn();
      expect(await page.locator('.number').innerText()).toBe(no);
      const desk = await house.at('lin', seat);
      await desk.openTask(no);
      await desk.page.goto(`/complaints/${no}`);
      await desk.page.locator('.unproven').waitFor();
      await desk.expectAccessible();
      expect(customer.errors).toEqual([]);
      await customer.context.close();
      await desk.close();
    },
    180_000,
  );
