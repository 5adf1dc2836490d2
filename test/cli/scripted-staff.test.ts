import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem } from '../../cli/api-client';
import { ScriptedStaff } from '../../cli/scripted-staff';
import type { Account, Plan, StandingCase, StandingTask } from '../../cli/scripted-staff';

interface Request {
  who: string;
  action: string;
  key: string;
}

/** An office whose cases are lists of tasks: the first one is open, acting on it opens the next. */
class Office {
  readonly requests: Request[] = [];
  readonly done: string[] = [];
  readonly asides: string[] = [];
  readonly tasks: StandingTask[];
  /** So many of the next actions are carried out, but their answers get lost. */
  lost = 0;
  refuses: (who: string, action: string) => string | undefined = () => undefined;
  private readonly keys = new Set<string>();
  private status = 'open';

  constructor(...tasks: (Partial<StandingTask> & { id: string })[]) {
    this.tasks = tasks.map((task) => ({ actions: ['go'], role: 'clerk', ...task }));
  }

  account(id: string, role: string, more: Partial<Account> = {}): Account {
    return {
      ...{ id, roles: [role], departments: [] },
      client: {
        get: async <T>(path: string) => this.list(path, role) as T,
        act: async <T>(_no: string, action: string, _data: unknown, options?: { task?: string; key?: string }) =>
          this.act({ who: id, action, key: options?.key ?? '' }, options?.task) as T,
      },
      ...more,
    };
  }

  private list(path: string, role: string): unknown {
    if (path.startsWith('/complaints'))
      return page(
        [{ no: 'C1', status: this.status, end: 'solved', updatedAt: '2026-01-05T00:00:00Z' }].filter(
          ({ status }) => status !== 'open',
        ),
      );
    if (path.includes('all=true') && role !== 'manager') throw new ApiProblem(403, { code: 'RoleMissing' });
    return page(this.tasks.slice(0, 1).map((task) => ({ no: 'C1', ...task })));
  }

  private act(request: Request, task: string | undefined): StandingCase {
    this.requests.push(request);
    const known = `${request.who}:${request.key}`;
    if (!this.keys.has(known)) {
      const why = this.refuses(request.who, request.action);
      if (why !== undefined) throw new ApiProblem(why === 'TaskEnded' ? 409 : 403, { code: why });
      this.keys.add(known);
      if (task === undefined) this.asides.push(request.action);
      else {
        if (task !== this.tasks[0]?.id) throw new ApiProblem(409, { code: 'NoOpenTask' });
        this.done.push(`${request.who} ${request.action} ${task}`);
        this.tasks.shift();
      }
    }
    if (this.lost-- > 0) throw new TypeError('fetch failed');
    return this.answer();
  }

  private answer(): StandingCase {
    this.status = this.tasks.length === 0 ? 'closed' : 'open';
    return { no: 'C1', status: this.status, end: 'solved', tasks: this.tasks.slice(0, 1) };
  }
}

function page(items: unknown[]): unknown {
  return { items, total: items.length };
}

const GO: Plan = { about: () => ({ action: 'go', data: {} }) };

async function run(
  accounts: Account[],
  plan: Plan,
  forMs = 2_000,
): Promise<{ staff: ScriptedStaff; refused: string[] }> {
  const refused: string[] = [];
  const staff = new ScriptedStaff(accounts, () => plan, {
    refused: (_no, { action }, { problem }) => refused.push(`${action} ${problem.code ?? ''}`),
  });
  staff.follow({ no: 'C1' });
  const until = Date.now() + forMs;
  await staff.run(() => staff.open === 0 || Date.now() > until, 10);
  return { staff, refused };
}

describe('ScriptedStaff', () => {
  test('goes on from answer to answer until the case is closed', async () => {
    const office = new Office({ id: 'main/a/1/x' }, { id: 'main/b/1/x' }, { id: 'main/b/2/x' });
    const { staff } = await run([office.account('ann', 'clerk')], GO);
    expect(office.done).toEqual(['ann go main/a/1/x', 'ann go main/b/1/x', 'ann go main/b/2/x']);
    expect(staff.open).toBe(0);
    expect(staff.ends).toEqual(new Map([['C1', 'solved']]));
  });

  test('an answer that got lost: sent again under the same key, done once', async () => {
    const office = new Office({ id: 'main/a/1/x' }, { id: 'main/b/1/x' });
    office.lost = 1;
    await run([office.account('ann', 'clerk')], GO);
    expect(office.done).toHaveLength(2);
    expect(new Set(office.requests.map(({ key }) => key)).size).toBe(2);
  });

  test('whoever holds the role in the department is asked before others, the assignee before all', async () => {
    const office = new Office(
      { id: 'main/a/1/x', department: 'north' },
      { id: 'main/b/1/x', department: 'north', assignee: 'boss' },
    );
    const accounts = [
      office.account('ann', 'clerk'),
      office.account('ben', 'clerk', { departments: ['north'] }),
      office.account('boss', 'manager'),
    ];
    await run(accounts, GO);
    expect(office.done).toEqual(['ben go main/a/1/x', 'boss go main/b/1/x']);
  });

  test('refused for who they are: the next one tries, and who may not is not asked twice', async () => {
    const office = new Office({ id: 'main/a/1/x' });
    office.refuses = (who) => (who === 'ann' ? 'ConflictOfInterest' : undefined);
    const { refused } = await run([office.account('ann', 'clerk'), office.account('ben', 'clerk')], GO);
    expect(office.requests.map(({ who }) => who)).toEqual(['ann', 'ben']);
    expect(refused).toEqual([]);
  });

  test('nobody may: told once, left until it is another one’s turn', async () => {
    const office = new Office({ id: 'main/a/1/x' });
    office.refuses = (who) => (who === 'ann' ? 'ConflictOfInterest' : undefined);
    const running = run([office.account('ann', 'clerk'), office.account('boss', 'manager')], GO);
    await sleep(100);
    expect(office.requests).toHaveLength(1);
    office.tasks[0] = { ...(office.tasks[0] as StandingTask), role: 'manager' };
    expect((await running).refused).toEqual(['go ConflictOfInterest']);
    expect(office.done).toEqual(['boss go main/a/1/x']);
  });

  test('what the plan leaves alone is left alone until the plan says otherwise', async () => {
    const office = new Office({ id: 'main/a/1/x' });
    const plan: Plan = { about: ({ role }) => (role === 'manager' ? { action: 'go', data: {} } : undefined) };
    const running = run([office.account('ann', 'clerk'), office.account('boss', 'manager')], plan);
    await sleep(100);
    expect(office.requests).toEqual([]);
    office.tasks[0] = { ...(office.tasks[0] as StandingTask), role: 'manager' };
    await running;
    expect(office.done).toEqual(['boss go main/a/1/x']);
  });

  test('asides come once, at their step, before what is done there', async () => {
    const office = new Office({ id: 'main/a/1/x' }, { id: 'main/b/1/x' }, { id: 'main/b/2/x' });
    const seen: string[] = [];
    office.refuses = (_who, action) => void seen.push(action);
    await run([office.account('ann', 'clerk')], {
      ...GO,
      asides: [{ at: 'b', role: 'clerk', action: 'note', data: {} }],
    });
    expect(office.asides).toEqual(['note']);
    expect(seen).toEqual(['go', 'note', 'go', 'go']);
  });

  test('somebody or time was faster: no complaint, the next look tells', async () => {
    const office = new Office({ id: 'main/a/1/x' }, { id: 'main/b/1/x' });
    office.refuses = () => {
      if (office.tasks[0]?.id !== 'main/a/1/x') return undefined;
      office.tasks.shift();
      return 'TaskEnded';
    };
    const { refused, staff } = await run([office.account('ann', 'clerk')], GO);
    expect(refused).toEqual([]);
    expect(office.done).toEqual(['ann go main/b/1/x']);
    expect(staff.open).toBe(0);
  });
});
