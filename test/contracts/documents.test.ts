import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { World } from '../../domain/activity-contract';

const ROOT = join(__dirname, '..', '..');
const pages = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const withoutCode = (text: string): string => text.replace(/^(`{3,}).*\n[^]*?^\1$/gm, '');

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...withoutCode(textOf(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('documents', () => {
  test.each(pages)('%s: every link within the project leads somewhere', (page) => {
    const links = [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link));
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test.each([
    ['README.md', 'README.zh.md'],
    [join('docs', 'auditors-guide.md'), join('docs', 'auditors-guide.zh.md')],
    [join('docs', 'first-complaint.md'), join('docs', 'first-complaint.zh.md')],
    [join('docs', 'configuration.md'), join('docs', 'configuration.zh.md')],
  ])('%s and %s: the same sections, and the same code but for words in it', (english, chinese) => {
    const shape = (page: string) => ({
      sections: [...withoutCode(textOf(page)).matchAll(/^(#+) /gm)].map(([, level]) => level),
      code: [...textOf(page).matchAll(/^```(\w*)$/gm)].map(([, language]) => language),
    });
    expect(shape(chinese)).toEqual(shape(english));
  });

  test.each(['README.md', 'README.zh.md'])('%s is read in five minutes: no more than a thousand words', (page) => {
    expect(textOf(page).split(/\s+/).length).toBeLessThanOrEqual(1000);
  });

  test('the index leads to every page that is not one of a series', () => {
    const linked = [...textOf(join('docs', 'README.md')).matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link);
    const inSeries = (page: string) => dirname(page) !== 'docs';
    const missing = pages.filter((page) => page.startsWith('docs') && !inSeries(page));
    expect(
      missing
        .map((page) => page.slice('docs/'.length))
        .filter((page) => page !== 'README.md' && !linked.includes(page)),
    ).toEqual([]);
  });

  test.each(['auditors-guide.md', 'auditors-guide.zh.md'])('%s: says what each activity in a history is', (page) => {
    const text = textOf(join('docs', page));
    expect(Object.keys(ACTIVITIES).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Whatever workflows ask for, completely: the compiler misses a new one here. */
const ACTIVITIES: Record<keyof World, true> = {
  ...{ appendEvents: true, decide: true, testConditions: true, planTask: true, planTime: true, planClock: true },
  ...{ findRole: true, whoHeld: true, priceOptions: true, sendMessage: true, notifyStaff: true, executeRemedy: true },
  ...{ undoRemedy: true, settleRemedy: true, lookUpCustomer: true, countAlike: true, openCorrectiveAction: true },
  ...{ lookBack: true, readClock: true, bookPenalty: true, claimFromSupplier: true, tellMembers: true },
  ...{ openCases: true, endLikeness: true, contactCustomers: true, countEffect: true, dayOf: true, moveTimes: true },
  ...{ mergeInto: true, undoMerge: true },
};
