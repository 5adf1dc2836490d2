import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseEvent } from '../../domain/file/stored-event';
import { GRACE_MS } from '../../domain/file/escalation';
import type { Rung } from '../../domain/case/state';
import { nextAlarm } from '../../domain/case/tasks/tasks';
import { openVault } from '../../vault/open-vault';
import { earliestTimer } from '../support/at-rest';
import { LiveCase } from '../support/live-case';
import { actorOf, directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { quietMonday } from '../support/quiet-monday';
import { bundleForTests, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

/**
 * A decision by default against a word that comes about the time at which it is due, while no worker runs: what counts is
 * when the API received it, and when those before were told.
 */

const policies = allPolicies();
const shipped = policies.get('enterprise-eight-step')!;
/** As shipped, but for one more action past the API. */
const bundle = { ...shipped, policy: { ...shipped.policy, viaTemporal: ['judge'] } };
const people = everybody(bundle.policy);
const desk = actorOf(people.find(({ id }) => id === 'complaintsDesk')!);
const folder = mkdtempSync(join(tmpdir(), 'redress-due-'));
const opened = openVault(folder);

beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const TASK = 'main/judge/1/judge';
const word = { by: desk, action: 'judge', data: { founded: false, evidence: '监控' } };

interface Told {
  kase: LiveCase;
  world: WorldInMemory;
  server: TimeSkipping;
  /** The ladder of the task that asks for the word. */
  rungs: readonly Rung[];
  /**
   * No worker is there from a second before a step of the ladder until some seconds after it. The next one's clock reads
   * as if it had been down for `forMs`: with a task waiting for a worker, the server skips no time.
   */
  downFrom: (rung: Rung, forMs: number, meanwhile?: () => Promise<void>) => Promise<void>;
}

async function told(story: (told: Told) => Promise<void>): Promise<CaseEvent[]> {
  const server = await TimeSkipping.start();
  try {
    const { vault } = await opened;
    const world = new WorldInMemory(policies, await directoryOf(people));
    await server.pass(quietMonday(bundle.calendar, await server.now()) - (await server.now()));
    const during = async <T>(work: () => Promise<T>): Promise<T> =>
      // Nothing is kept for a worker that is gone.
      server.withWorker(world.activities(), work, 0);
    const complaint = { category: 'quality', channel: 'phone', complainant: { name: '客' }, text: '坏了' };
    const kase = await during(async () => {
      const recorded = await LiveCase.record({ server, world, vault, bundle, by: desk }, complaint);
      await recorded.atRest();
      return recorded;
    });
    const rungs = world.stateOf(kase.no).tasks[TASK]!.rungs;
    const downFrom: Told['downFrom'] = async (rung, forMs, meanwhile) => {
      const stops = Date.parse(rung.at) - 1_000;
      await during(async () => {
        for (const { at } of rungs)
          if (Date.parse(at) < stops)
            await server.pass(Date.parse(at) + GRACE_MS - (await server.now()) + 1).then(() => kase.atRest());
        await server.pass(stops - (await server.now()));
      });
      await server.pass(2_000 + GRACE_MS);
      await meanwhile?.();
      world.clock = () => new Date(Date.parse(rung.at) + forMs);
      await during(async () => kase.atRest());
    };
    await story({ kase, world, server, rungs, downFrom });
    return world.eventsOf(kase.no);
  } finally {
    await server.stop();
  }
}

const typesIn = (events: readonly CaseEvent[]): string[] => events.map(({ type }) => type);
const plus = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

describe('a word about the time of the decision by default, without a worker', () => {
  test.each([
    ['seven seconds late', 7_000, false],
    ['a millisecond late', 1, false],
    ['at the very instant', 0, true],
    ['seven seconds before', -7_000, true],
  ])(
    '%s',
    async (_, late, counts) => {
      const events = await told(async ({ kase, rungs, downFrom }) => {
        const decides = rungs.find(({ does }) => does === 'decide')!;
        const received = plus(decides.at, late);
        await downFrom(decides, 8_000, () => kase.signal({ ...word, received }));
      });
      const types = typesIn(events);
      expect([types.includes('JudgedUnfounded'), types.includes('TaskDecidedByDefault')]).toEqual([counts, !counts]);
      const refused = events.find(({ type }) => type === 'ActionRefused');
      expect(refused?.data['code']).toBe(counts ? undefined : 'TaskEnded');
      if (counts) expect(events.find(({ type }) => type === 'TaskDone')?.cause?.received).toBeDefined();
    },
    120_000,
  );

  test('that is sent past the API counts from when the case sees it', async () => {
    const events = await told(async ({ kase, rungs, downFrom }) => {
      const decides = rungs.find(({ does }) => does === 'decide')!;
      await downFrom(decides, 8_000, () => kase.signal({ ...word, via: 'temporal' }));
    });
    expect(typesIn(events)).toContain('TaskDecidedByDefault');
    expect(typesIn(events)).not.toContain('JudgedUnfounded');
  }, 120_000);
});

test('a word that was received in time has a moment to arrive: the timer is set for after that', async () => {
  await told(async ({ kase, world }) => {
    const rings = earliestTimer(await kase.handle.fetchHistory());
    const first = Date.parse(nextAlarm(world.stateOf(kase.no))!);
    expect(rings - first).toBeGreaterThanOrEqual(GRACE_MS);
    expect(rings - first).toBeLessThan(GRACE_MS + 60_000);
  });
}, 120_000);

describe('steps of a ladder that nobody was there to take', () => {
  test('who is told late has as long until the next step as the policy gives them', async () => {
    let interval = 0;
    const events = await told(async ({ rungs, downFrom }) => {
      const at = rungs.findIndex(({ does }) => does === 'escalate');
      const [told, next] = [rungs[at]!, rungs.slice(at + 1).find(({ does }) => does === 'decide')!];
      interval = Date.parse(next.at) - Date.parse(told.at);
      // Until long after the decision would have been due.
      await downFrom(told, interval + 3_600_000);
    });
    const escalated = events.find(({ type }) => type === 'TaskEscalated')!;
    const moved = events.find(({ type }) => type === 'TaskMoved')!;
    expect(moved.data).toMatchObject({ because: 'toldLate' });
    const decidesAt = (moved.data['rungs'] as string[]).at(-1)!;
    expect(Date.parse(decidesAt) - Date.parse(escalated.at)).toBeGreaterThanOrEqual(interval);
    expect(typesIn(events)).not.toContain('TaskDecidedByDefault');
  }, 120_000);

  test('a reminder whose next step is due, too, is left out', async () => {
    let reminders: unknown[] = [];
    const events = await told(async ({ world, rungs, downFrom }) => {
      const [reminder, due] = [
        rungs.find(({ does }) => does === 'remind')!,
        rungs.find(({ does }) => does === 'overdue')!,
      ];
      await downFrom(reminder, Date.parse(due.at) - Date.parse(reminder.at) + 60_000);
      reminders = world.done.filter(({ order }) => order['template'] === 'reminder');
    });
    expect(events.find(({ type }) => type === 'TaskReminded')?.data).toMatchObject({ leftOut: true });
    expect(reminders).toEqual([]);
  }, 120_000);
});
