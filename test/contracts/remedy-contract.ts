import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { createExecuteRemedy } from '../../activities/remedies/execute';
import { HttpGateway } from '../../activities/ports/http-gateway';
import type { RemedyDefinition } from '../../activities/remedies/contract';
import { problemsOf } from '../../activities/remedies/problems';
import { createSettleRemedy } from '../../activities/remedies/settle';
import { createUndoRemedy } from '../../activities/remedies/undo';
import type { EffectOutcome } from '../../domain/activity-contract';
import { startMongo } from '../../engines/for-tests';
import type { MongoEngine } from '../../engines/mongo';
import { connect } from '../../models/connect';
import { RemedyLedger } from '../../models/remedy-ledger';
import { openVault } from '../../vault/open-vault';
import { GatewayServer } from '../activities/gateway-server';
import { temporaryFolders } from '../activities/temporary-folders';
import type { ChildInput } from './execute-in-child';
import type { RemedyPage } from './remedy-page';
import { readPage } from './remedy-page';

const ROOT = join(__dirname, '..', '..');
const NO = 'C261008-4K7QMXD';

/**
 * What every remedy has to keep, whoever wrote it: checked on a real payer over HTTP and a real ledger.
 * @param folder of the remedies, for a worker in a process of its own
 * @param pages folder of their pages
 */
export function remediesKeepTheContract(
  remedies: ReadonlyMap<string, RemedyDefinition>,
  folder: string,
  pages: string,
): void {
  const newFolder = temporaryFolders();
  const payer = new GatewayServer();
  const keys = newFolder();
  let mongo: MongoEngine;
  let connection: Connection;
  let ledger: RemedyLedger;
  let gateway: HttpGateway;

  beforeAll(async () => {
    await payer.start();
    mongo = await startMongo({ dataDir: newFolder() });
    connection = await connect(mongo.uri);
    ledger = new RemedyLedger(connection);
    const { vault } = await openVault(keys);
    gateway = new HttpGateway({ url: payer.url, secret: payer.secret, vault });
  }, 120_000);
  afterEach(() => payer.behaveAgain());
  afterAll(async () => {
    await connection.close();
    await mongo.stop();
    await payer.stop();
  });

  describe.each([...remedies.values()].map((remedy) => ({ kind: remedy.kind, remedy })))(
    '$kind',
    ({ kind, remedy }) => {
      const page = join(pages, `${kind}.md`);
      const read = (): RemedyPage => readPage(page);
      let counter = 0;

      function order(params: Record<string, unknown>) {
        const parsed = remedy.params.safeParse(params);
        const costFen = parsed.success ? remedy.costFen(parsed.data) : 1;
        return { no: NO, key: `${NO}/main/execute/1/${kind}-${++counter}`, kind, params, costFen };
      }
      function execute(given: ReturnType<typeof order>, attempt = 1): Promise<EffectOutcome> {
        return createExecuteRemedy({ ledger, gateway, remedies, attempt: () => attempt })(given);
      }
      /** As the engine does: one attempt after another until one answers. Returns how many it took. */
      async function executeUntilAnswered(
        given: ReturnType<typeof order>,
        from = 1,
      ): Promise<EffectOutcome & { attempts: number }> {
        for (let attempt = from; attempt < from + 50; attempt++) {
          const outcome = await execute(given, attempt).catch(() => undefined);
          if (outcome !== undefined) return { ...outcome, attempts: attempt };
        }
        throw new Error('It goes on for ever');
      }
      /** How often the payer hears of it when nothing goes wrong: never, if it needs only words. */
      async function heard(): Promise<number> {
        const plain = order(read().fits);
        await execute(plain);
        return payer.sent(plain.key);
      }

      test('has a page that explains every parameter, with an example that fits and one that does not', () => {
        expect(existsSync(page)).toBe(true);
        const { text, fits, unfit, problem } = read();
        expect(text).toContain(remedy.title.zh);
        expect(text).toContain(remedy.title.en);
        for (const name of parameterNames(remedy)) expect(text).toContain(`\`${name}\``);
        expect(remedy.params.safeParse(fits).success).toBe(true);
        const refused = remedy.params.safeParse(unfit);
        expect(refused.error === undefined ? [] : problemsOf(refused.error)).toEqual([problem]);
      });

      test('takes in what it gave out, and costs whole fen', () => {
        const once = remedy.params.parse(read().fits);
        expect(remedy.params.parse(once)).toEqual(once);
        expect(remedy.costFen(once)).toBe(remedy.costFen(remedy.params.parse(once)));
        expect(Number.isSafeInteger(remedy.costFen(once)) && remedy.costFen(once) >= 0).toBe(true);
      });

      test('ordered twice under one key: acts once, and the second answer is the first', async () => {
        const given = order(read().fits);
        const first = await execute(given);
        expect(first.status).toBe('succeeded');
        expect(typeof first.result?.['reference']).toBe('string');
        expect(await execute(given)).toEqual(first);
        expect(payer.sent(given.key)).toBeLessThanOrEqual(1);
        const { status, attempts } = (await ledger.byKey(given.key))!;
        expect({ status, attempts }).toEqual({ status: 'executed', attempts: payer.sent(given.key) });
      });

      test('ordered by many at once under one key: acts once', async () => {
        const given = order(read().fits);
        await Promise.allSettled(Array.from({ length: 5 }, () => execute(given)));
        expect((await executeUntilAnswered(given)).status).toBe('succeeded');
        expect(payer.acted(given.key)).toBe(await heard());
        expect((await ledger.byKey(given.key))?.status).toBe('executed');
      });

      test('wrong parameters: fails for good, and nobody outside hears of it', async () => {
        const given = order(read().unfit);
        const first = await execute(given);
        expect(first).toEqual({
          status: 'failed',
          result: { reason: 'wrongParams', problems: [read().problem] },
        });
        expect(await execute({ ...order(read().fits), key: given.key })).toEqual(first);
        expect(payer.sent(given.key)).toBe(0);
      });

      test('another price than the one approved: fails for good', async () => {
        const given = order(read().fits);
        const outcome = await execute({ ...given, costFen: given.costFen + 1 });
        expect(outcome).toEqual({ status: 'failed', result: { reason: 'priceChanged' } });
        expect(payer.sent(given.key)).toBe(0);
      });

      test('undo without an execution is harmless', async () => {
        const undo = createUndoRemedy({ ledger, gateway, remedies });
        const of = order(read().fits).key;
        const nothing = { status: 'succeeded', result: { undone: false } };
        expect(await undo({ no: NO, key: `${of}/undo`, kind, of })).toEqual(nothing);
        expect(await ledger.byKey(of)).toBeUndefined();
        expect(payer.undone(of)).toBe(0);
      });

      test('undo after an execution takes back once, or says that it can not', async () => {
        const undo = createUndoRemedy({ ledger, gateway, remedies });
        const given = order(read().fits);
        const executed = await execute(given);
        const request = { no: NO, key: `${given.key}/undo`, kind, of: given.key };
        const first = await undo(request);
        expect(first).toEqual(
          remedy.undo === undefined
            ? { status: 'failed', result: { reason: 'cannotBeUndone' } }
            : { status: 'succeeded', result: { undone: true } },
        );
        expect(await undo(request)).toEqual(first);
        expect(payer.undone(given.key)).toBe(remedy.undo === undefined ? 0 : 1);
        // Nor does a late repeat of the order do it anew.
        expect(await execute(given)).toEqual(executed);
        expect(payer.sent(given.key)).toBe(await heard());
      });

      test('the answer gets lost: it is asked for, not sent again', async () => {
        const given = order(read().fits);
        payer.fate = () => 'answerLost';
        const outcome = await executeUntilAnswered(given);
        expect(outcome.status).toBe('succeeded');
        payer.behaveAgain();
        expect(payer.sent(given.key)).toBe(await heard());
      });

      test('nobody says what became of it: unknown after ten questions, and what a person finds out holds', async () => {
        const given = order(read().fits);
        payer.fate = () => 'answerLost';
        payer.isSilent = true;
        const { status, attempts } = await executeUntilAnswered(given);
        payer.behaveAgain();
        const isOutside = (await heard()) > 0;
        expect({ status, attempts }).toEqual(
          isOutside ? { status: 'unknown', attempts: 11 } : { status: 'succeeded', attempts: 1 },
        );
        // The payer speaks again, but the case has been told "unknown": nothing is sent or changed behind its back.
        expect((await execute(given, 12)).status).toBe(status);
        expect(payer.sent(given.key)).toBe(isOutside ? 1 : 0);
        if (!isOutside) return;
        const settle = createSettleRemedy({ ledger });
        const found = { no: NO, key: `${given.key}/settle`, of: given.key, executed: true };
        expect(await settle(found)).toEqual({ status: 'succeeded' });
        expect(await settle(found)).toEqual({ status: 'succeeded' });
        expect((await settle({ ...found, executed: false })).status).toBe('failed');
        expect((await execute(given)).status).toBe('succeeded');
      });

      test('the worker is killed between sending and booking: nothing is paid twice', async () => {
        const given = order(read().fits);
        payer.fate = () => 'held';
        const held = payer.holding(given.key);
        const child = startWorker(given);
        const ended = once(child, 'exit');
        await Promise.race([held, ended]);
        child.kill('SIGKILL');
        await ended;
        payer.behaveAgain();
        const isOutside = (await heard()) > 0;
        expect((await ledger.byKey(given.key))?.status).toBe(isOutside ? 'sent' : 'executed');
        expect((await executeUntilAnswered(given, 2)).status).toBe('succeeded');
        expect(payer.sent(given.key)).toBe(isOutside ? 1 : 0);
        expect((await ledger.byKey(given.key))?.status).toBe('executed');
      });

      test('the worker is killed after the mark, before the payer heard of it: it is sent once', async () => {
        const given = order(read().fits);
        await ledger.begin(given);
        await ledger.move(given.key, ['pending'], 'sent', { outcome: { attempt: 1 } });
        expect((await executeUntilAnswered(given, 2)).status).toBe('succeeded');
        expect(payer.acted(given.key)).toBe(await heard());
      });

      function startWorker(given: ReturnType<typeof order>) {
        const input: ChildInput = {
          mongoUri: mongo.uri,
          gatewayUrl: payer.url,
          secret: payer.secret,
          keys,
          remedies: folder,
          order: given,
        };
        const script = join(__dirname, 'execute-in-child.ts');
        return spawn(
          process.execPath,
          ['--require', './engines/typescript/register.cjs', script, JSON.stringify(input)],
          {
            cwd: ROOT,
            stdio: 'ignore',
          },
        );
      }
    },
  );
}

function parameterNames(remedy: RemedyDefinition): string[] {
  const names = (schema: unknown): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    const {
      properties = {},
      oneOf = [],
      anyOf = [],
    } = schema as {
      properties?: Record<string, unknown>;
      oneOf?: unknown[];
      anyOf?: unknown[];
    };
    return [...Object.keys(properties), ...[...oneOf, ...anyOf].flatMap(names)];
  };
  return [...new Set(names(z.toJSONSchema(remedy.params, { io: 'input' })))];
}
