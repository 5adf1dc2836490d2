import { WorkflowFailedError } from '@temporalio/client';
import { Context } from '@temporalio/activity';
import { createJournal } from '../../activities/append-events';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import { PROCEEDING_WORKFLOWS, TASK_QUEUE } from '../../workflows/messages';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';
import { testDatabase } from '../models/test-database';

const database = testDatabase();
const policies = allPolicies();
const { policy } = policies.get('improving')!;
const bytes = (n: number) => Uint8Array.from({ length: 8 }, (_, i) => i + n);
const complaint = formatComplaintNumber('2026-09-30', bytes(1));
const action = formatNumber('correctiveAction', '2026-09-30', bytes(2));
const incident = formatNumber('incident', '2026-09-30', bytes(3));

type Batch = Parameters<ReturnType<typeof createJournal>['appendEvents']>[0];

let server: TimeSkipping;
beforeAll(async () => void (server = await TimeSkipping.start()), 60_000);
afterAll(() => server.stop());

const ref = { id: policy.id, version: policy.version, bundleHash: policy.bundleHash };
const opening = { policy: ref, rules: policy.correctiveActions };
const good = {
  ...{ no: complaint, policy, key: 'k', fingerprint: 'f' },
  intake: { category: 'queue', channel: 'web', language: 'zh', complainant: {}, text: 'sealed', demand: {} },
};
const resumed = { state: { no: action, seq: 3 }, head: 'a'.repeat(64) };

const { incident: INCIDENT, correctiveAction: ACTION } = PROCEEDING_WORKFLOWS;
const starts: [string, string, string, unknown[]][] = [
  ['a corrective action of nothing', ACTION, 'anything', [{}]],
  ['a corrective action without any input', ACTION, action, []],
  ['a corrective action under a number of its own making', ACTION, 'A-1', [{ no: 'A-1', opening }]],
  ['a corrective action in the name of another', ACTION, 'anything', [{ no: action, opening }]],
  ['a corrective action as a complaint', ACTION, complaint, [{ no: complaint, opening }]],
  ['a corrective action without rules', ACTION, action, [{ no: action, opening: { policy: ref } }]],
  ['a corrective action that claims a past', ACTION, action, [{ no: action, opening, resumed }]],
  ['an incident of nothing', INCIDENT, incident, [{}]],
  ['an incident with the rules of a corrective action', INCIDENT, incident, [{ no: incident, opening }]],
  ['a complaint of nothing', 'complaintWorkflow', complaint, [{}]],
  ['a complaint without a policy', 'complaintWorkflow', complaint, [{ ...good, policy: undefined }]],
  ['a complaint without steps', 'complaintWorkflow', complaint, [{ ...good, policy: { ...policy, main: [] } }]],
  ['a complaint without words', 'complaintWorkflow', complaint, [{ ...good, intake: {} }]],
  ['a complaint in the name of another', 'complaintWorkflow', 'other', [good]],
  [
    'a complaint that claims a past',
    'complaintWorkflow',
    complaint,
    [{ ...good, resumed: { ...resumed, state: { no: complaint, seq: 3 }, answers: {}, timeline: [] } }],
  ],
  ['a revival in words', 'complaintWorkflow', complaint, [{ ...good, revived: { by: 'cli:li', why: '因为' } }]],
  ['a revival by nobody of ours', 'complaintWorkflow', complaint, [{ ...good, revived: { by: '李' } }]],
  ['a report of nothing', 'reportWorkflow', 'report', [{}]],
  ['a report without any input', 'reportWorkflow', 'report', []],
  ['absences with an input', 'absencesWorkflow', 'absences', [{}]],
];

/** The journal as workers have it; the rest of the world is in memory. */
async function activities() {
  const world = new WorldInMemory(policies, await directoryOf(everybody(policy)));
  const journal = createJournal({
    ...{ events: database().events, register: database().readModels },
    publishedPolicy: (hash) => database().bundles.get(hash),
    origin: () => {
      const { workflowExecution, workflowType } = Context.current().info;
      return { workflowId: workflowExecution?.workflowId ?? '', workflowType: workflowType ?? '' };
    },
  });
  return { ...world.activities(), appendEvents: (batch: Batch) => journal.appendEvents(batch) };
}

const fails = async (type: string, workflowId: string, args: unknown[]): Promise<string> => {
  const ended = server.env.client.workflow.execute(type, { workflowId, taskQueue: TASK_QUEUE, args });
  const error: unknown = await ended.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  const cause =
    error instanceof WorkflowFailedError ? (error.cause as { type?: string; cause?: { type?: string } }) : {};
  return cause.type ?? cause.cause?.type ?? String(error);
};

test('whatever a workflow is started with that is not its own fails plainly, and nothing of it is written', async () => {
  await server.withWorker(await activities(), async () => {
    for (const [what, type, workflowId, args] of starts)
      expect([what, await fails(type, workflowId, args)]).toEqual([what, 'InputRefused']);
    // It has the right shape, and a policy that nobody has published.
    expect(await fails(ACTION, action, [{ no: action, opening }])).toBe('BatchRefused');
  });
  // Said aloud, and nothing else went wrong.
  expect(complaintsOfWorkers().filter((line) => !/refused|Workflow failed/.test(line))).toEqual([]);
  for (const name of ['events', 'register', 'proceedings'])
    expect(await database().connection.collection(name).countDocuments()).toBe(0);
}, 120_000);
