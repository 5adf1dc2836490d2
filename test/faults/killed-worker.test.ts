import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import { readPolicies } from '../../models/policy-files';
import { openVault } from '../../vault/open-vault';
import { fastPolicies } from '../support/fast-policies';
import { inParallel } from '../support/in-parallel';
import { Killer } from '../support/killer';
import { Payer, PAYER_SECRET } from '../support/payer';
import { plansFor } from '../support/plans';
import { replayAll } from '../support/replay-all';
import { REMEDY_KINDS } from '../support/policies';
import { ScriptedCase } from '../support/scripted-case';
import { Stack } from '../support/stack';

const CASES = Number(process.env['FAULT_CASES'] ?? '9');
const THREE = ['enterprise-eight-step', 'supermarket', 'two-tracks'];
const LIMIT_MS = 240_000 + CASES * 10_000;

test(
  `${CASES} cases under three policies, while the worker is killed: each ends as it should, nothing is done twice or lost`,
  async () => {
    const payer = new Payer();
    payer.losesAnswers = 0.1;
    const policies = fastPolicies({ only: THREE });
    const closing: (() => Promise<void>)[] = [];
    const stack = await Stack.start({
      env: { REDRESS_POLICIES: policies, REMEDY_GATEWAY_URL: await payer.start(), REMEDY_GATEWAY_SECRET: PAYER_SECRET },
    });
    try {
      const client = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
      const { vault, tokenIndex } = await openVault(join(stack.data, 'keys'));
      const database = await connect(stack.mongoUri);
      closing.push(
        () => client.connection.close(),
        () => database.close(),
      );
      const models = openModels(database, { vault, tokenIndex });
      const bundles = readPolicies(policies, REMEDY_KINDS);
      const deadline = Date.now() + LIMIT_MS;
      const cases = Array.from({ length: CASES }, (_, i) => {
        const bundle = bundles[i % bundles.length]!;
        const categories = Object.keys(bundle.policy.categories).filter((id) => {
          const allowed = bundle.policy.categories[id]!.remedies;
          return allowed.includes('refund') && allowed.includes('apology');
        });
        const plans = plansFor(bundle.policy);
        const plan = plans[Math.floor(i / bundles.length) % plans.length]!;
        // Every third case goes on in fresh histories again and again.
        const eventsPerRun = i % 3 === 0 ? 25 : undefined;
        const no = formatComplaintNumber('2026-11-22', randomBytes(8));
        return new ScriptedCase(
          client,
          vault,
          no,
          bundle,
          plan,
          categories[i % categories.length]!,
          models.register,
          eventsPerRun,
        );
      });

      // Soon enough that even nine cases, which take twenty seconds, see it more than once.
      const killer = new Killer(stack, 3_000, ['worker']);
      const results = await inParallel(cases, 12, async (one) => ({ one, ...(await one.run(deadline)) })).finally(() =>
        killer.stop(),
      );

      const differently = results
        .filter(({ one, end }) => end !== one.plan.end)
        .map(({ one, end }) => `${one.no} ${one.plan.name}: ${end ?? 'no end'}`);
      expect(differently).toEqual([]);
      expect(stack.kills).toBeGreaterThan(0);

      // No effect twice.
      expect([...payer.executions].filter(([, times]) => times > 1)).toEqual([]);
      expect(payer.executions.size).toBeGreaterThan(CASES / 4);

      // No number with two hashes, nothing missing, register equal to a rebuild.
      for (const { no } of cases) {
        const report = await models.audit.verifyCase(no);
        expect(report).toMatchObject({ no, intact: true });
      }

      // Every history of the run replays on the code that is there.
      const { replayed, failed } = await replayAll(client);
      expect(failed).toEqual([]);
      expect(replayed).toBeGreaterThanOrEqual(CASES);
    } finally {
      for (const close of closing) await close();
      await stack.stop();
      await payer.stop();
    }
  },
  LIMIT_MS + 180_000,
);
