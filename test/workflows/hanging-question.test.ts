import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTasks } from '../../domain/case/tasks/tasks';
import { openVault } from '../../vault/open-vault';
import { questions } from '../../workers/questions';
import { LiveCase } from '../support/live-case';
import { actorOf, directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { bundleForTests, complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

const policies = allPolicies();
const bundle = policies.get('enterprise-eight-step')!;
const people = everybody(bundle.policy);
const actor = (id: string) => actorOf(people.find((one) => one.id === id)!);
const folder = mkdtempSync(join(tmpdir(), 'redress-hanging-'));

beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Real time, for an attempt is given up by the worker's own clock; it gives a real one eight seconds. */
const HANGS_AFTER_MS = 200;

test('a question that hangs is asked again, then a person decides, who is told why, and the case goes on', async () => {
  const server = await TimeSkipping.start();
  const world = new WorldInMemory(policies, await directoryOf(people));
  let release = (): void => undefined;
  const released = new Promise<never>((_, reject) => (release = () => reject(new Error('released'))));
  released.catch(() => undefined);
  let asked = 0;
  const activities = world.activities();
  const isHanging = (table: string): boolean => table === 'severity';
  const decide: typeof activities.decide = async (question) => {
    if (!isHanging(question.table)) return activities.decide(question);
    asked++;
    return released;
  };
  try {
    const { vault } = await openVault(folder);
    const work = async (): Promise<void> => {
      try {
        const complaint = { category: 'quality', channel: 'phone', complainant: { name: '客' }, text: '坏了' };
        const kase = await LiveCase.record({ server, world, vault, bundle, by: actor('complaintsDesk') }, complaint);
        await kase.signal({ by: actor('complaintsDesk'), action: 'judge', data: { founded: true } });
        const failed = () => world.eventsOf(kase.no).find(({ type }) => type === 'DecisionFailed');
        for (let i = 0; i < 900 && failed() === undefined; i++) await sleep(100);
        expect(failed()).toMatchObject({ data: { table: 'severity', reason: 'it hung' } });
        // Within the workflow's own task, then five times as an activity.
        expect(asked).toBe(6);
        expect(world.eventsOf(kase.no)).toContainEqual(
          expect.objectContaining({ type: 'QuestionFailed', data: { question: 'decide', reason: 'it hung' } }),
        );
        const isOpen = () => openTasks(world.stateOf(kase.no)).find(({ actions }) => actions.includes('decideByHand'));
        for (let i = 0; i < 300 && isOpen() === undefined; i++) await sleep(100);
        const by = actor('complaintsManager');
        const answer = { severity: 'high', priority: 'high', major: false };
        expect(await kase.act({ by, action: 'decideByHand', data: { answer } })).toHaveProperty('answer');
        expect((await kase.atRest()).state).toMatchObject({ status: 'open', severity: 'high' });
      } finally {
        release();
      }
    };
    await server.withWorker({ ...activities, decide }, work, 10, [questions(HANGS_AFTER_MS)]);
  } finally {
    complaintsOfWorkers();
    await server.stop();
  }
}, 180_000);
