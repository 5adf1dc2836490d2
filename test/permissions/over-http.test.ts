import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../../domain/values/place';
import type { StaffMember } from '../../models/staff';
import { Http } from '../api/support/http';
import type { Answered } from '../api/support/http';
import { member, PASSWORD } from '../api/support/running-api';
import { Chance } from '../support/chance';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { Stack } from '../support/stack';
import { oracle, policyFile } from './oracle';

/** So many cells, over all stages of the cases. */
/** 300 in `--full`. */
const CELLS = Number(process.env['REDRESS_CELLS'] ?? '60');
const SEED = process.env['REDRESS_SEED'] ?? 'a working week';

const PACKS = {
  'enterprise-eight-step': {
    departments: ['quality', 'logistics', 'customerService', 'sales'],
    intake: {
      category: 'quality',
      channel: 'phone',
      complainant: { name: '王五', email: 'a@example.com' },
      text: '屏幕碎裂',
    },
    deeds: [
      ['complaintsDesk', 'judge', { founded: true, demandReasonable: true }],
      ['handler', 'accept', {}],
      ['handler', 'submitFindings', { cause: '装配不良' }],
      ['handler', 'propose', { options: [{ remedies: [{ kind: 'apology', params: {} }] }] }],
      ['complaintsManager', 'approve', {}],
    ],
  },
  supermarket: {
    departments: ['fresh', 'grocery', 'household', 'appliances', 'frontDesk'],
    intake: {
      ...{
        category: 'quality',
        channel: 'counter',
        complainant: { name: '孙七', email: 'b@example.com' },
        text: '奶粉结块',
      },
      ...{ demand: { kind: 'refund', amountFen: 4_000 }, receiptFen: 4_000, fields: { counter: 'fresh' } },
    },
    deeds: [
      ['receptionist', 'confirmRecord', { confirmed: true }],
      ['foreman', 'confirmQuality', { atFault: true }],
      ['receptionist', 'propose', { options: [{ remedies: [{ kind: 'refund', params: REFUND() }] }] }],
      ['frontDeskManager', 'approve', {}],
    ],
  },
} as const;
function REFUND() {
  return { to: 'cash', amountFen: 4_000 } as const;
}
type PackId = keyof typeof PACKS;
const packs = Object.fromEntries(Object.keys(PACKS).map((id) => [id, policyFile('policies', id) as { roles: object }]));

const PLACES: Place[] = [
  { id: 'hq', title: { zh: '总部', en: 'Headquarters' }, kind: 'headquarters' },
  { id: 'unit', title: { zh: '一店', en: 'Store one' }, kind: 'store', within: 'hq' },
  { id: 'other', title: { zh: '二店', en: 'Store two' }, kind: 'store', within: 'hq' },
];

/** Relations to a case that an account has for good; `substitute` acts for `away`, who is on leave. */
const RELATIONS = {
  here: {},
  otherDepartment: { departments: ['another'] },
  otherPlace: { places: ['other'] },
  placeAbove: { places: ['hq'] },
  accused: {},
  left: { active: false },
  substitute: { roles: ['payroll'], departments: [] },
  accusedSubstitute: { roles: ['payroll'], departments: [] },
} as const;
type Relation = keyof typeof RELATIONS;
const idOf = (pack: string, role: string, relation: string): string => `${pack.slice(0, 5)}-${role}-${relation}`;

const people: StaffMember[] = (Object.keys(PACKS) as PackId[]).flatMap((pack) =>
  Object.keys(packs[pack]!.roles).flatMap((role) => {
    const post = { roles: [role], departments: [...PACKS[pack].departments], places: ['unit'] };
    const leave = (substitute: string) => [{ from: '2020-01-01T00:00:00Z', to: '2199-01-01T00:00:00Z', substitute }];
    const one = (relation: Relation) =>
      member(idOf(pack, role, relation), { ...post, ...(RELATIONS[relation] as Partial<StaffMember>) });
    const away = (relation: 'substitute' | 'accusedSubstitute') =>
      member(`${idOf(pack, role, relation)}-away`, { ...post, absences: leave(idOf(pack, role, relation)) });
    return [...(Object.keys(RELATIONS) as Relation[]).map(one), ...[away('substitute'), away('accusedSubstitute')]];
  }),
);
/** Who is given a task and then changes, and who changes them. */
const MOVER = { roles: ['handler'], departments: ['quality'], places: ['unit'] };
const others = [member('mover', MOVER), member('admin', { roles: ['administrator'] })];

const policies = fastPolicies({ only: Object.keys(PACKS) });
let stack: Stack;
const signedIn = new Map<string, Promise<Http>>();

beforeAll(async () => {
  stack = await Stack.start({
    api: true,
    before: (one) => enterStaff(one, [...people, ...others], PLACES),
    env: { REDRESS_POLICIES: policies },
  });
}, 240_000);
afterAll(async () => {
  await stack.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

function as(id: string): Promise<Http> {
  const known = signedIn.get(id) ?? signIn(id);
  signedIn.set(id, known);
  return known;
}

async function signIn(id: string): Promise<Http> {
  const http = new Http(stack.apiUrl);
  return http.as((await http.post('/api/v1/session', { id, password: PASSWORD })).body.token as string);
}

interface Task {
  id: string;
  actions: string[];
  role: string;
  assignee?: string;
}

/** A case at which everybody called `accused` is complained about, and what is done to it in turn. */
class Walk {
  private no = '';
  private seq = 0;
  cells = 0;
  readonly wrong: object[] = [];

  constructor(
    private readonly pack: PackId,
    private readonly chance: Chance,
    private readonly cellsEach: number,
  ) {}

  async run(): Promise<void> {
    const { intake, deeds } = PACKS[this.pack];
    const persons = people
      .map(({ id }) => id)
      .filter((id) => id.startsWith(this.pack.slice(0, 5)) && /-accused(Substitute)?$/.test(id))
      .slice(0, 20);
    const clerk = await as(idOf(this.pack, deeds[0][0], 'here'));
    const body = { policy: this.pack, place: 'unit', ...intake, respondent: { persons } };
    const { status, body: registered } = await clerk.post('/api/v1/complaints', body);
    expect([status, status === 201 ? undefined : registered]).toEqual([201, undefined]);
    this.no = registered.no as string;
    for (const [role, action, data] of deeds) {
      const task = await this.taskFor(clerk, action);
      for (let i = 0; i < this.cellsEach; i++) await this.cell(task, persons, this.chance.for(`${action} ${i}`));
      await this.act(await as(idOf(this.pack, role, 'here')), action, task.id, data);
    }
  }

  /** Tries one cell: what the API says is possible, and where it is not, that it really is refused and leaves no trace. */
  private async cell(task: Task, accused: readonly string[], chance: Chance): Promise<void> {
    const role = chance.pick('role', Object.keys(packs[this.pack]!.roles));
    const situation = chance.pick('relation', Object.keys(RELATIONS) as Relation[]);
    const id = idOf(this.pack, role, situation);
    // A complaint takes twenty names: whoever is not among them is nobody's respondent.
    if (situation.startsWith('accused') && !accused.includes(id)) return;
    this.cells++;
    const http = await as(id);
    const headers: Record<string, string> = situation.endsWith('ubstitute') ? { 'X-Acting-For': `${id}-away` } : {};
    const said = await http.get(`/api/v1/complaints/${this.no}/actions`, headers);
    const items = (said.body.items ?? []) as { action: string; task?: string; allowed: boolean }[];
    const may = items.some(({ task: of, allowed }) => of === task.id && allowed);
    const step = this.stepOf(task.id);
    const wait = {
      ...{ who: task.role, orAbove: step.orAbove === true, actions: task.actions, barred: [] },
      ...(task.assignee === undefined ? {} : { given: 'byName' }),
    };
    const expected = oracle(packs[this.pack], { wait, role, situation });
    if (may !== expected) this.wrong.push({ task: task.id, role, situation, may, expected, said: said.body });
    if (expected) return;
    const tried = await http.post(
      `/api/v1/complaints/${this.no}/actions/${task.actions[0]}`,
      { task: task.id, data: PLAIN[task.actions[0] ?? ''] ?? {} },
      headers,
    );
    if (![401, 403].includes(tried.status)) this.wrong.push({ task: task.id, role, situation, tried: tried.body });
  }

  private stepOf(task: string): { orAbove?: boolean } {
    const { main } = packs[this.pack] as unknown as { main: { id: string; orAbove?: boolean }[] };
    return main.find(({ id }) => id === task.split('/')[1]) ?? {};
  }

  private async taskFor(http: Http, action: string): Promise<Task> {
    for (const end = Date.now() + 30_000; ;) {
      const { body } = await http.get(`/api/v1/complaints/${this.no}`);
      const task = ((body.tasks ?? []) as Task[]).find(({ actions }) => actions.includes(action));
      if (task !== undefined && (body.seq as number) >= this.seq) return task;
      if (Date.now() > end) throw new Error(`${this.no}: no task for ${action}: ${JSON.stringify(body)}`);
      await sleep(200);
    }
  }

  private async act(http: Http, action: string, task: string, data: object): Promise<void> {
    let answer: Answered;
    do {
      answer = await http.post(`/api/v1/complaints/${this.no}/actions/${action}`, { task, data });
      if (answer.body.code === 'Busy') await sleep(1_000);
    } while (answer.body.code === 'Busy');
    expect([action, answer.status, answer.status === 200 ? undefined : answer.body]).toEqual([action, 200, undefined]);
    this.seq = answer.body.seq as number;
  }
}

const PLAIN: Record<string, object> = {
  judge: { founded: true },
  submitFindings: { cause: 'x' },
  propose: { options: [{ remedies: [{ kind: 'apology', params: {} }] }] },
  confirmRecord: { confirmed: true },
  confirmQuality: { atFault: true },
};

test(`${CELLS} cells over HTTP are as the policy files say, and what is refused leaves no trace`, async () => {
  const stages = Object.values(PACKS).reduce((sum, { deeds }) => sum + deeds.length, 0);
  const walks = (Object.keys(PACKS) as PackId[]).map(
    (pack) => new Walk(pack, new Chance(SEED).for(pack), Math.ceil((1.15 * CELLS) / stages)),
  );
  for (const walk of walks) await walk.run();
  expect(walks.flatMap(({ wrong }) => wrong).slice(0, 3)).toEqual([]);
  expect(walks.reduce((sum, { cells }) => sum + cells, 0)).toBeGreaterThanOrEqual(CELLS);
}, 300_000);

test('whoever changes post, place or department, or leaves, loses the task that they were given, and nobody is named who may not have it', async () => {
  const pack = 'enterprise-eight-step';
  const here = (role: string) => as(idOf(pack, role, 'here'));
  const [desk, handler, owner, admin] = [
    await here('complaintsDesk'),
    await here('handler'),
    await here('complaintsManager'),
    await as('admin'),
  ];
  const accused = idOf(pack, 'handler', 'accused');
  const body = { policy: pack, place: 'unit', ...PACKS[pack].intake, respondent: { persons: [accused] } };
  const no = (await desk.post('/api/v1/complaints', body)).body.no as string;
  const act = async (http: Http, action: string, data: object): Promise<Answered> => {
    const answer = await http.post(`/api/v1/complaints/${no}/actions/${action}`, { data });
    if (answer.body.code !== 'Busy') return answer;
    await sleep(500);
    return act(http, action, data);
  };
  const codeOf = ({ status, body: { code } }: Answered) => [status, code as string | undefined];
  expect((await act(desk, 'judge', { founded: true, demandReasonable: true })).status).toBe(200);
  expect((await act(handler, 'accept', {})).status).toBe(200);
  const findings = { task: 'main/investigate/1/findings' };
  expect((await act(handler, 'reassign', { ...findings, person: 'mover' })).status).toBe(200);

  const submit = async (): Promise<unknown[]> => codeOf(await act(await as('mover'), 'submitFindings', { cause: 'x' }));
  const change = (changes: object) => admin.patch('/api/v1/accounts/mover', changes);
  await change({ roles: ['complaintsDesk'] });
  expect(await submit()).toEqual([403, 'WrongRole']);
  await change({ ...MOVER, departments: ['logistics'] });
  expect(await submit()).toEqual([403, 'WrongDepartment']);
  await change({ ...MOVER, places: ['other'] });
  expect((await submit())[0]).toBe(403);
  await change({ ...MOVER, roles: ['administrator'] });
  expect(await submit()).toEqual([403, 'RoleMissing']);
  await change(MOVER);
  await admin.post('/api/v1/accounts/mover/retire');
  expect(await submit()).toEqual([401, 'NotSignedIn']);

  // Nobody else has it meanwhile, and it comes back to nobody who has left; those who could have it are named.
  expect(codeOf(await act(handler, 'submitFindings', { cause: 'x' }))).toEqual([403, 'NotTheAssignee']);
  const refused = await act(owner, 'reassign', { ...findings, person: 'mover' });
  expect(codeOf(refused)).toEqual([409, 'NotActive']);
  const named = (refused.body.candidates as { id: string }[]).map(({ id }) => id);
  expect(named).toContain(idOf(pack, 'handler', 'here'));
  for (const id of ['mover', accused, idOf(pack, 'handler', 'left'), idOf(pack, 'handler', 'otherPlace')])
    expect(named).not.toContain(id);
  // Whoever may not give it away is told of nobody, and that it goes to nobody who is complained about by everybody.
  const stranger = await act(desk, 'reassign', { ...findings, person: accused });
  expect([stranger.status, stranger.body.candidates]).toEqual([403, undefined]);
  expect(codeOf(await act(owner, 'reassign', { ...findings, person: accused }))).toEqual([409, 'ConflictOfInterest']);
  expect((await act(owner, 'reassign', { ...findings, person: idOf(pack, 'handler', 'here') })).status).toBe(200);
  expect((await act(handler, 'submitFindings', { cause: '装配不良' })).status).toBe(200);
}, 180_000);
