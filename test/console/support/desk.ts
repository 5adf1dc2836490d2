import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { ACTIONS } from '../../../domain/actions';
import type { Bilingual, Language } from '../../../domain/values/text';
import { PASSWORD } from '../../api/support/running-api';

const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'guide', 'pictures');

/** How somebody sits before the console. */
export interface Seat {
  language: Language;
  isNarrow: boolean;
}

/** The four ways in which each journey holds; by itself a journey takes one, and `--full` all. */
export const SEATS: readonly Seat[] = [
  { language: 'zh', isNarrow: false },
  { language: 'en', isNarrow: true },
  { language: 'zh', isNarrow: true },
  { language: 'en', isNarrow: false },
];
const isFull = process.env['REDRESS_SEATS'] === 'all';

/** The seats of a journey: those of different journeys alternate. */
export function seatsOf(journey: number): readonly Seat[] {
  return isFull ? SEATS : [SEATS[journey % SEATS.length]!];
}

/** Somebody at a desk of their own: a browser that knows nothing of the others. */
export class Desk {
  /** Pages that the server was asked for; more than one is a reload, or an address typed by hand. */
  pages = 0;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly seat: Seat,
    readonly id: string,
  ) {}

  static async open(browser: Browser, url: string, id: string, seat: Seat): Promise<Desk> {
    const context = await browser.newContext({
      viewport: seat.isNarrow ? { width: 360, height: 740 } : { width: 1366, height: 768 },
      locale: seat.language === 'zh' ? 'zh-CN' : 'en-GB',
      reducedMotion: 'reduce',
      baseURL: url,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const desk = new Desk(context, page, seat, id);
    page.on('request', (request) => {
      if (request.isNavigationRequest()) desk.pages++;
    });
    page.on('pageerror', (error) => desk.errors.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) desk.errors.push(message.text());
    });
    await page.goto('/');
    await desk.signIn();
    return desk;
  }

  /** What went wrong in the page's own code. */
  readonly errors: string[] = [];

  async signIn(): Promise<void> {
    const name = this.page.locator('input[name=username]');
    await name.fill(this.id);
    await this.page.locator('input[name=password]').fill(PASSWORD);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.sign-in').waitFor({ state: 'detached' });
  }

  say(text: Bilingual): string {
    return text[this.seat.language];
  }

  /** Opens a task from one's own list, as a person would: from wherever they are. */
  async openTask(no: string): Promise<void> {
    await this.page.locator('.places a[href^="/tasks"]').click();
    await this.page.locator(`.task-row a[data-row^="${no} "]`).first().click();
    await this.page.locator('.now').waitFor();
  }

  /** The form of an action that the case offers now; chosen first, where there are several. */
  async form(action: string): Promise<Locator> {
    const title = this.say(ACTIONS.get(action)!.title);
    const form = this.page.locator(`form.action-form[aria-label="${title}"]`);
    const choice = this.page.locator('.offered-one', { hasText: title });
    await form.or(choice).first().waitFor();
    if (!(await form.isVisible())) await choice.first().click();
    await form.waitFor();
    return form;
  }

  /** Answers a yes or no, or chooses among few. */
  async choose(field: string, value: string): Promise<void> {
    await this.page.locator(`[data-field="${field}"] input[value="${value}"]`).check();
  }

  async type(field: string, text: string): Promise<void> {
    await this.page.locator(`[data-field="${field}"]`).first().fill(text);
  }

  /** Names somebody in a field of people, by searching. */
  async name(field: string, id: string): Promise<void> {
    const box = this.page.locator(`input[data-field="${field}"], [data-field="${field}"] input`).first();
    await box.click();
    await box.fill(id);
    await this.page.getByRole('option', { name: new RegExp(`· ${id}\\b`) }).click();
  }

  /** Sends the open form, and waits until the page says that it is done. */
  async send(action: string): Promise<void> {
    const form = await this.form(action);
    await form.locator('.action-bar button').first().click();
    await this.page.locator('.settled').or(form.locator('.failure, .fault')).first().waitFor();
    const wrong = await form.locator('.failure, .fault').allInnerTexts();
    expect([action, wrong]).toEqual([action, []]);
  }

  /** No finding of axe that hinders anybody seriously, on the page as it stands. */
  async expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }

  /** Nothing sticks out at the side. */
  async expectFits(): Promise<void> {
    expect(await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }

  /** Not one Latin word in a Chinese screen, but numbers of files, names of keys and what is named in itself. */
  async expectOneLanguage(part = 'body'): Promise<void> {
    if (this.seat.language !== 'zh') return;
    const text = await this.page.locator(part).first().innerText();
    const words = text.replace(/[A-Z]\d{6}-[0-9A-Z]{7}/g, '').match(/[A-Za-z]{2,}/g) ?? [];
    expect(words.filter((word) => !['English', 'Ctrl', 'Enter', 'Alt'].includes(word))).toEqual([]);
  }

  /** Takes a picture for `docs/guide`, where `REDRESS_PICTURES` asks for them and the page has the width of the guide's. */
  async picture(name: string, isNarrow = false): Promise<void> {
    if (process.env['REDRESS_PICTURES'] === undefined || this.seat.isNarrow !== isNarrow) return;
    await this.page.screenshot({ path: join(PICTURES, `${name}.${this.seat.language}.png`) });
  }

  async close(): Promise<void> {
    await this.context.close();
    expect(this.errors).toEqual([]);
  }
}
