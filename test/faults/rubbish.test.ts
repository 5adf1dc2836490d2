import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ACTION_NAMES } from '../../workflows/messages';
import { DrivenStack } from '../support/driven-stack';
import { PLANS } from '../support/plans';
import { replayAll } from '../support/replay-all';
import type { Rubbish } from '../support/rubbish';
import { sendRubbish } from '../support/rubbish';

const STORY = join(__dirname, '..', 'scenarios', 'enterprise-eight-step', 'rubbish.yaml');
const known = (parse(readFileSync(STORY, 'utf8')) as { story: object[] }).story.filter(
  (step): step is Rubbish => 'rubbish' in step,
);

/** Whatever somebody with access to the server could send. */
const anyRubbish: fc.Arbitrary<Rubbish> = fc.record({
  rubbish: fc.constantFrom('signal' as const, 'update' as const),
  name: fc.oneof(fc.constantFrom(...ACTION_NAMES), fc.constantFrom('', '__temporal_x', '__stack_trace'), fc.string()),
  encoding: fc.constantFrom('json/plain', 'json/protobuf', 'binary/null', 'binary/plain', 'binary/encrypted', ''),
  bytes: fc.option(
    fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((text) => text.slice(0, -1)),
    ),
    { nil: undefined },
  ),
});

test('rubbish sent to a case on the real server, while it goes its way, neither stalls it nor ends it otherwise', async () => {
  const driven = await DrivenStack.start('enterprise-eight-step');
  try {
    const cases = [0, 25].map((eventsPerRun) =>
      driven.newCase('enterprise-eight-step', PLANS[0]!, eventsPerRun === 0 ? undefined : eventsPerRun),
    );
    const rubbish = [...known, ...fc.sample(anyRubbish, { numRuns: 150, seed: 20261122 })];
    let sent = 0;
    /** The server itself refuses an empty name, and a case that has ended. */
    const send = async (messages: Rubbish[]): Promise<void> => {
      for (const message of messages)
        for (const { no } of cases)
          await sendRubbish(driven.client.connection, no, message).then(
            () => sent++,
            () => undefined,
          );
    };
    const deadlineAt = Date.now() + 120_000;
    await Promise.all(cases.map((one) => one.begin(deadlineAt)));
    await send(rubbish.splice(0, 40));
    const ended = Promise.all(cases.map((one) => one.run(deadlineAt)));
    await send(rubbish);
    expect(sent).toBeGreaterThan(40);
    expect((await ended).map(({ end }) => end)).toEqual(['solved', 'solved']);
    for (const { no } of cases) {
      expect(await driven.models.audit.verifyCase(no)).toMatchObject({ intact: true });
      const record = await driven.models.register.get(no);
      expect(record!.state.refusals).toBeGreaterThan(10);
    }
    const { failed } = await replayAll(driven.client);
    expect(failed).toEqual([]);
  } finally {
    await driven.stop();
  }
}, 240_000);
