import { condition, continueAsNew } from '@temporalio/workflow';
import { bytesOf } from '../domain/values/byte-size';
import { INCIDENT } from '../domain/linked-cases/incident';
import type { IncidentState, Telling } from '../domain/linked-cases/incident/state';
import { nextContacts, nextTelling } from '../domain/linked-cases/incident/state';
import { both } from '../domain/values/text';
import type { Priced } from '../domain/activity-contract';
import type { IncidentInput } from './messages';
import { orElse } from './runtime/activity-failed';
import { LinkedCase } from './linked-case/linked-case';
import { openDue } from './linked-case/open-due';

/** Other customers told at once. */
const CONTACTS_AT_ONCE = 50;
/** What members are told by one activity, as far as it is more than one word. */
const TOLD_BYTES = 512 * 1024;
/** How often an incident that is to be closed looks whether its members have ended. */
const LOOK_AGAIN = '1h';

/**
 * The life of a mass incident, from its opening until each of its members has ended. The members are cases that go on by
 * themselves; they hear what was found and what is offered, each once, in whatever order they came.
 */
export async function incidentWorkflow(input: IncidentInput): Promise<{ no: string; members: number; events: number }> {
  const run = await LinkedCase.begin(INCIDENT, input);
  const longer = await run.live([
    run.whenever(
      () => roleToWarn(run.state),
      (role) => warn(run, role),
    ),
    run.whenever(
      () => findingsDue(run.state),
      () => setFindingsDue(run),
    ),
    run.whenever(
      () => unpriced(run.state),
      (options) => price(run, options),
    ),
    run.whenever(
      () => nextTelling(run.state),
      (telling) => tell(run, telling),
    ),
    run.whenever(
      () => nextContacts(run.state),
      (list) => contact(run, list),
    ),
    ...closing(run),
  ]);
  if (longer !== undefined) await continueAsNew<typeof incidentWorkflow>(longer as IncidentInput);
  return { no: input.no, members: Object.keys(run.state.members).length, events: run.state.seq };
}

type Run = LinkedCase<IncidentState>;

function roleToWarn({ rules, warned }: IncidentState): string | undefined {
  return rules.warn.tell.find((role) => !warned.some((one) => one.role === role));
}

/** Early warning: by the first way that gets through. */
async function warn(run: Run, role: string): Promise<void> {
  const { no, policy, rules } = run.state;
  let status = 'failed';
  for (const by of rules.warn.by) {
    status = await run.tell({
      ...{ no, key: `${no}/warn-${role}-${by}`, bundleHash: policy.bundleHash, template: rules.template, by },
      ...{ to: { role, ...run.at }, values: { no } },
    });
    if (status === 'succeeded') break;
  }
  run.emit({ type: 'StaffWarned', data: { role, status } });
}

/** True while the time limit of the findings has to be worked out. */
function findingsDue({ rules, findings, dues }: IncidentState): true | undefined {
  return rules.within !== undefined && findings === undefined && dues['findings'] === undefined ? true : undefined;
}

async function setFindingsDue(run: Run): Promise<void> {
  const { handler: role, within, overdue } = run.state.rules;
  await openDue(run, 'findings', { title: both('批量事件调查', 'Findings on the incident'), role, within, overdue });
  // Submitted while the calendar was asked.
  if (run.state.findings !== undefined) run.emit({ type: 'DueMet', data: { due: 'findings' } });
}

type Options = NonNullable<IncidentState['answer']>['options'];
function unpriced({ answer }: IncidentState): Options | undefined {
  return answer !== undefined && answer.costFen === undefined ? answer.options : undefined;
}

async function price(run: Run, options: Options): Promise<void> {
  const priced = await orElse<Priced>(run.ask('priceOptions', { options }), (reason) => ({
    ...{ ok: false, problems: [reason] },
  }));
  // Another one has been proposed meanwhile: that is priced next.
  if (run.state.answer?.options !== options) return;
  if (priced.ok) run.emit({ type: 'AnswerPriced', data: { costFen: priced.costFen } });
  else run.emit({ type: 'AnswerUnfit', data: { problems: priced.problems } });
}

async function tell(run: Run, { what, version, cases }: NonNullable<ReturnType<typeof nextTelling>>): Promise<void> {
  const { no, members } = run.state;
  const word = wordOf(run.state, what);
  // A long answer goes to few at once: all of it is one activity's input.
  const atOnce = Math.max(1, Math.floor(TOLD_BYTES / bytesOf(word)));
  const messages = cases.slice(0, atOnce).map((member) => ({
    no: member,
    key: `${no}/${what}/${members[member]?.times ?? 1}.${version}`,
    ...word,
  }));
  const outcomes = await run.work('tellMembers', { no, messages });
  run.emit({ type: 'MembersTold', data: { what, version, outcomes } });
}

function wordOf(state: IncidentState, what: Telling): { action: string; data: Record<string, unknown> } {
  const incident = state.no;
  switch (what) {
    case 'join':
      return { action: 'joinIncident', data: { incident } };
    case 'leave':
      return { action: 'leaveIncident', data: { incident } };
    case 'findings': {
      const { version: _version, ...findings } = { version: 0, ...state.findings };
      return { action: 'adoptAnswer', data: { incident, findings } };
    }
    case 'answer': {
      const { costFen: _costFen, ...proposal } = { ...state.answer };
      return { action: 'adoptAnswer', data: { incident, proposal } };
    }
  }
}

async function contact(run: Run, { list, total, upTo }: NonNullable<ReturnType<typeof nextContacts>>): Promise<void> {
  const { no, policy, rules, contacting } = run.state;
  const contacted = await run.work('contactCustomers', {
    ...{ no, bundleHash: policy.bundleHash, list, after: upTo, atMost: Math.min(CONTACTS_AT_ONCE, total - upTo) },
    ...{ template: rules.notice, text: contacting?.text ?? '' },
  });
  run.emit({ type: 'CustomersContacted', data: { list, ...contacted } });
}

/**
 * Once it is to be closed and nothing more is owed, it looks from time to time which of its members have ended by
 * themselves.
 */
function closing(run: Run): Promise<void>[] {
  let isTimeToLook = true;
  let isLikenessOver = false;
  const clock = async (): Promise<void> => {
    while (!run.isOver) {
      await condition(() => run.isOver || !isTimeToLook);
      await condition(() => run.isOver, LOOK_AGAIN);
      isTimeToLook = true;
    }
  };
  const look = async (): Promise<void> => {
    isTimeToLook = false;
    const members = Object.entries(run.state.members);
    const cases = members.filter(([, { status }]) => status === 'member').map(([no]) => no);
    const open = cases.length === 0 ? [] : await run.work('openCases', { cases });
    const ended = cases.filter((no) => !open.includes(no));
    if (ended.length > 0) run.emit({ type: 'MembersClosed', data: { cases: ended } });
    if (open.length === 0) run.emit({ type: 'IncidentClosed', data: {} });
  };
  const endLikeness = async (): Promise<void> => {
    await run.work('endLikeness', { no: run.state.no });
    isLikenessOver = true;
  };
  const isOwedNothing = (): boolean =>
    isLikenessOver && nextTelling(run.state) === undefined && nextContacts(run.state) === undefined;
  return [
    clock(),
    run.whenever(() => (run.state.status === 'closing' && !isLikenessOver ? true : undefined), endLikeness),
    run.whenever(() => (isTimeToLook && isOwedNothing() ? true : undefined), look),
  ];
}
