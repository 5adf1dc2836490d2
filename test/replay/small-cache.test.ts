import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { openVault } from '../../vault/open-vault';
import { LiveCase } from '../support/live-case';
import { actorOf, directoryOf, everybody } from '../support/people';
import { idOf } from '../support/saved-histories';
import { allPolicies } from '../support/policies';
import { bundleForTests, dataConverter, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

const CASES = 4;
const CACHE = 2;

/**
 * A worker that remembers two cases has to rebuild each of four from its history again and again, with two tracks beside
 * the main line: whatever a case does otherwise the second time shows as a workflow task that fails.
 */
test('cases with two tracks go on from their histories, again and again', async () => {
  const policies = allPolicies();
  const bundle = policies.get('two-tracks');
  if (bundle === undefined) throw new Error('there is no policy two-tracks');
  const people = everybody(bundle.policy);
  const by = (id: string) => {
    const person = people.find((one) => one.id === id);
    if (person === undefined) throw new Error(`there is nobody called ${id}`);
    return actorOf(person);
  };
  const folder = mkdtempSync(join(tmpdir(), 'redress-cache-'));
  const { vault } = await openVault(folder);
  const world = new WorldInMemory(policies, await directoryOf(people));
  const server = await TimeSkipping.start();
  const complaint = {
    category: 'car',
    channel: 'visit',
    complainant: { name: '客户', email: 'customer@example.com' },
    text: '新车有划痕',
    demand: { kind: 'exchange', amountFen: 2_000_000 },
  };
  try {
    const histories = await server.withWorker(
      world.activities(),
      async (worker) => {
        const cases = await Promise.all(
          Array.from({ length: CASES }, () => LiveCase.record({ server, world, vault, bundle }, complaint)),
        );
        const everywhere = async (who: string, action: string, data: Record<string, unknown> = {}): Promise<void> => {
          const replies = await Promise.all(cases.map((kase) => kase.act({ by: by(who), action, data })));
          for (const reply of replies) expect(reply).not.toHaveProperty('refusal');
          expect(worker.getStatus().numCachedWorkflows).toBeLessThanOrEqual(CACHE);
        };
        await everywhere('complaintsDesk', 'promise', { at: new Date((await server.now()) + 3_600_000).toISOString() });
        for (const kase of cases) {
          const { state } = await kase.atRest();
          expect(Object.keys(state.lines).sort()).toEqual(['main', 'major.1', 'promise.1']);
        }
        await everywhere('complaintsDesk', 'judge', { founded: true });
        await everywhere('handler-legal', 'completeTask');
        await everywhere('complaintsDesk', 'keepPromise');
        await everywhere('handler-brand', 'completeTask');
        await everywhere('operations', 'signOff');
        await everywhere('complaintsManager', 'review', { lesson: '交车前检查' });
        await everywhere('generalManager', 'signOff');
        for (const kase of cases) {
          expect(await kase.closed()).toMatchObject({ end: 'solved' });
          expect(world.breakOf(kase.no)).toBeUndefined();
        }
        return (await Promise.all(cases.map((kase) => kase.histories()))).flat();
      },
      CACHE,
    );
    const failures = histories.flatMap(({ events }) => events ?? []).filter((e) => e.workflowTaskFailedEventAttributes);
    expect(failures).toEqual([]);
    expect(world.conflicts).toEqual([]);
    const { code } = await bundleForTests();
    for (const history of histories)
      await Worker.runReplayHistory({ workflowBundle: { code }, dataConverter }, history, idOf(history));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}, 180_000);
