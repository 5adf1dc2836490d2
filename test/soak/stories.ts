import { setTimeout as sleep } from 'node:timers/promises';
import { sampleStaff } from '../../cli/sample-staff';
import type { Chance } from '../support/chance';
import type { Deed } from '../support/plans';
import { deedFor } from '../support/plans';
import type { Clients, Todo, Told } from './clients';
import type { Lines } from './lines';

const STAFF = sampleStaff();
/** Everything with limits has ended by then, whatever is down meanwhile. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 350;
/** Whoever is refused so often waits for nothing. */
const REFUSALS = 20;
const NONE = 'none';
const PLAIN = { name: 'plain', end: 'solved' };
const HEEDED: Deed = { action: 'heedMessage', data: {} };

interface Story {
  name: string;
  policy: 'soak-desk' | 'soak-shop' | 'demo' | 'service-desk';
  /** Of a hundred cases. */
  share: number;
  tell: (teller: Teller) => Promise<void>;
}

const refund = (amountFen: number) => ({ kind: 'refund', params: { amountFen, to: 'originalPayment' } });

/** What happens to one case, as the seed has it. */
class Teller {
  private standing: Told['body'] = {};
  private rounds = 0;
  private deeds = 0;
  private refusals = 0;
  private prefix = '';

  constructor(
    readonly n: number,
    readonly policy: Story['policy'],
    readonly clients: Clients,
    readonly chance: Chance,
    private readonly ledger: Lines,
  ) {}

  get no(): string {
    return this.standing.no ?? '';
  }
  get status(): string | undefined {
    return this.standing.status;
  }

  async register(suffix = ''): Promise<boolean> {
    const { n, chance, policy } = this;
    const category = policy === 'demo' ? 'quality' : policy === 'service-desk' ? 'product' : 'goods';
    const data = {
      ...{ policy, category, channel: chance.pick('channel', ['phone', 'counter', 'web']), receiptFen: 19_900 },
      complainant: {
        name: `顾客${n}${suffix}`,
        ...(chance.happens('by sms', 0.3)
          ? { phone: `138${String(n).padStart(8, '0')}`, prefers: 'sms' }
          : { email: `c${n}${suffix}@example.com` }),
      },
      text: chance.pick('text', [
        '包装破损，要求退款',
        '电饭煲不加热',
        'The lid does not close.',
        '尺码不对，多次沟通无果',
      ]),
    };
    const told = await this.clients.send({
      n,
      by: chance.pick('desk', ['lin', 'guo']),
      what: 'register',
      data,
      key: `soak-${n}${suffix}`,
    });
    this.prefix = suffix;
    if (told === undefined || told.status >= 300) return false;
    this.standing = told.body;
    return true;
  }

  /** Somebody's deed, in whosever power it is; undefined if nobody may or nobody answered. */
  async act(
    by: readonly string[],
    { action, data }: Deed,
    more: { task?: Todo; isAsync?: boolean } = {},
  ): Promise<Told | undefined> {
    const { task, isAsync } = more;
    const about = { n: this.n, no: this.no, what: action, data: plain(data) as object };
    const key = `soak-${this.n}${this.prefix}-${this.deeds++}-${action}`;
    for (const id of by) {
      const told = await this.clients.send({
        ...{ ...about, key },
        by: id,
        ...(task === undefined ? {} : { task: task.id }),
        ...(isAsync === true ? { isAsync } : {}),
      });
      if (told === undefined) return undefined;
      if (told.status < 300 && told.body.tasks !== undefined) this.standing = told.body;
      if (told.status !== 403) return told;
    }
    return undefined;
  }

  async note(length: number, isAsync = false): Promise<void> {
    const text = '补'.repeat(Math.max(1, length - 20)) + `第${this.rounds++}条`;
    await this.act(['lin'], { action: 'note', data: { text } }, { isAsync });
  }

  async look(): Promise<void> {
    const told = await this.clients.get('chen', `/complaints/${this.no}`);
    if (told?.status === 200) this.standing = told.body;
  }

  /**
   * Does what waits, until the case is resolved or closed. `deed` says what is done for a task: undefined is the plain way, `none` leaves it to time.
   */
  async until(
    end: readonly string[],
    deed: (task: Todo) => Deed | typeof NONE | undefined = () => undefined,
  ): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until && this.refusals < REFUSALS;) {
      if (end.includes(this.standing.status ?? '')) return;
      let isDone = false;
      for (const task of this.standing.tasks ?? []) {
        const asked = deed(task) ?? (has(task, 'heedMessage') ? HEEDED : deedFor(PLAIN, task as never, 0));
        if (asked === undefined || asked === NONE) continue;
        const told = await this.act(whoMay(task), asked, { task });
        isDone = told !== undefined && told.status < 300 && told.body.tasks !== undefined;
        if (isDone) break;
        this.refusals++;
      }
      if (isDone) continue;
      await sleep(LOOK_MS);
      await this.look();
    }
  }

  finished(name: string): void {
    const { no, status, end } = this.standing;
    this.ledger.add({ e: 'end', t: Date.now(), n: this.n, story: name, policy: this.policy, no, status, end });
  }
}

/** Solved at the desk with a refund, or without one; whatever else waits, the plain way. */
const solved =
  (amountFen: number, more: object = {}) =>
  (task: Todo): Deed | undefined =>
    has(task, 'solveAtOnce')
      ? {
          action: 'solveAtOnce',
          data: { agreed: true, result: '当场退款', remedies: amountFen === 0 ? [] : [refund(amountFen)], ...more },
        }
      : undefined;
const OVER = ['resolved', 'closed'];

/** Refunds as the seed has them; the plain way else. */
const shop =
  (amountFen: number, own: (task: Todo) => Deed | typeof NONE | undefined = () => undefined) =>
  (task: Todo): Deed | typeof NONE | undefined =>
    own(task) ??
    (task.actions.includes('propose')
      ? { action: 'propose', data: { options: [{ remedies: [refund(amountFen)] }], again: true } }
      : undefined);

const has = (task: Todo, action: string): boolean => task.actions.includes(action);

const STORIES: readonly Story[] = [
  {
    ...{ name: 'solved at the desk', policy: 'soak-desk', share: 56 },
    tell: async (t) => t.until(OVER, solved(t.chance.whole('amount', 100, 20_000))),
  },
  {
    ...{ name: 'notes of every size', policy: 'soak-desk', share: 10 },
    tell: async (t) => {
      for (let i = t.chance.whole('notes', 1, 4); i > 0; i--)
        await t.note(t.chance.pick(`size ${i}`, [1, 40, 900, 4_000, 8_000]), t.chance.happens(`async ${i}`, 0.4));
      await t.until(OVER, solved(t.chance.whole('amount', 100, 20_000)));
    },
  },
  {
    ...{ name: 'reopened', policy: 'soak-desk', share: 6 },
    tell: async (t) => {
      await t.until(OVER, solved(1_000));
      const told = await t.act(['lin'], { action: 'reopen', data: { reason: '又坏了' } });
      if (told !== undefined && told.status < 300)
        await t.until(OVER, solved(t.chance.pick('again', [0, 1_000, 2_500]), { again: true }));
    },
  },
  {
    ...{ name: 'merged', policy: 'soak-desk', share: 5 },
    tell: async (t) => {
      const twin = new Teller(t.n, t.policy, t.clients, t.chance.for('twin'), t['ledger']);
      if (!(await twin.register('b'))) return;
      await t.act(['lin', 'chen'], { action: 'merge', data: { into: twin.no } });
      await twin.until(OVER, solved(700));
      twin.finished('merged into');
    },
  },
  {
    ...{ name: 'withdrawn', policy: 'soak-desk', share: 3 },
    tell: async (t) => {
      await t.act(['lin'], { action: 'withdraw', data: {} });
      await t.until(OVER, (task) => (has(task, 'solveAtOnce') ? NONE : undefined));
    },
  },
  {
    ...{ name: 'left alone', policy: 'service-desk', share: 1 },
    tell: async (t) => t.note(100),
  },
  {
    ...{ name: 'agreed and refunded', policy: 'soak-shop', share: 7 },
    tell: async (t) => t.until(OVER, shop(t.chance.whole('amount', 100, 200_000))),
  },
  {
    ...{ name: 'rejected once, refused once', policy: 'soak-shop', share: 2 },
    tell: async (t) => {
      let isRejected = false;
      let isRefused = false;
      await t.until(
        OVER,
        shop(3_000, (task) => {
          if (has(task, 'reject') && !isRejected) {
            isRejected = true;
            return { action: 'reject', data: { reason: '太多' } };
          }
          if (has(task, 'answerOffer') && !isRefused) {
            isRefused = true;
            return { action: 'answerOffer', data: { accepted: false, ...task.offer } };
          }
          return undefined;
        }),
      );
    },
  },
  {
    ...{ name: 'left to time', policy: 'soak-shop', share: 3 },
    tell: async (t) =>
      t.until(
        OVER,
        shop(900, (task) => (has(task, 'judge') || has(task, 'answerOffer') ? NONE : undefined)),
      ),
  },
  {
    ...{ name: 'just before or after time decides', policy: 'soak-shop', share: 3 },
    tell: async (t) => {
      const waited = new Set<string>();
      await t.until(OVER, (task) => {
        if (!has(task, 'answerOffer') || task.dueAt === undefined || waited.has(task.id)) return shop(1_100)(task);
        // The customer's silence counts four seconds after it is overdue.
        if (Date.now() < Date.parse(task.dueAt) + 4_000 + t.chance.whole('moment', -900, 600)) return NONE;
        waited.add(task.id);
        return shop(1_100)(task);
      });
    },
  },
  {
    ...{ name: 'agreed, reopened, agreed', policy: 'soak-shop', share: 1 },
    tell: async (t) => {
      await t.until(OVER, shop(800));
      const told = await t.act(['lin'], { action: 'reopen', data: { reason: '没有收到' } });
      if (told !== undefined && told.status < 300) await t.until(OVER, shop(800));
    },
  },
  {
    ...{ name: 'eight steps with penalties', policy: 'demo', share: 3 },
    tell: async (t) =>
      t.until(
        OVER,
        shop(2_000, (task) =>
          has(task, 'submitFindings')
            ? { action: 'submitFindings', data: { cause: '包装破损', persons: ['qian'], lossFen: 60_000 } }
            : undefined,
        ),
      ),
  },
];

/** Tells the story that the seed has for a number. */
export async function tellStory(n: number, clients: Clients, seed: Chance, ledger: Lines): Promise<void> {
  const chance = seed.for(`story ${n}`);
  const { name, policy, tell } = storyOf(chance);
  const teller = new Teller(n, policy, clients, chance, ledger);
  if (await teller.register()) await tell(teller);
  teller.finished(name);
}

/** Also of a case that was begun past the API. */
export async function followStory(n: number, no: string, clients: Clients, seed: Chance, ledger: Lines): Promise<void> {
  const teller = new Teller(n, 'soak-shop', clients, seed.for(`fresh ${n}`), ledger);
  teller['standing'] = { no };
  for (let i = 0; i < 6; i++) await teller.note(200, i % 2 === 0);
  await teller.look();
  await teller.until(OVER, shop(600));
  teller.finished('begun with short runs');
}

function storyOf(chance: Chance): Story {
  const all = STORIES.reduce((sum, { share }) => sum + share, 0);
  let left = chance.of('which') * all;
  return STORIES.find(({ share }) => (left -= share) < 0) ?? STORIES[0]!;
}

/** The assignee first, then who holds the role in the department, then who holds it at all. */
function whoMay({ assignee, role, department }: Todo): string[] {
  const holders = STAFF.filter(({ roles }) => roles.includes(role));
  const inDepartment = holders.filter(
    ({ departments }) => department === undefined || departments.includes(department),
  );
  return [
    ...new Set([
      ...(assignee === undefined ? [] : [assignee]),
      ...inDepartment.map(({ id }) => id),
      ...holders.map(({ id }) => id),
    ]),
  ];
}

/** Plans mark free text for those who seal it themselves; the API does that. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^seal:/, '');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
