import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { checkDeployment } from '../../cli/deployment-check';
import { bundleCode } from '../../workers/bundle';
import { codeForReplay } from '../../workers/replay';
import { OpenCases } from '../support/open-cases';
import { bundleForTests } from '../support/time-skipping';

const ROOT = join(__dirname, '..', '..');
const OLDER = join(__dirname, 'older-workflows.ts');

/** What the command prints on the workflow code of this checkout, and with what it ends. */
function command(address: string, ...options: string[]): Promise<{ status: number; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--require', './engines/typescript/register.cjs', join('cli', 'main.ts'), 'deployment', 'check', ...options],
      {
        ...{ cwd: ROOT, timeout: 60_000, killSignal: 'SIGKILL' },
        env: { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' },
      },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    );
  });
}

describe('redress deployment check', () => {
  let cases: OpenCases;
  let olderCode: string;
  beforeAll(async () => {
    cases = await OpenCases.start();
    olderCode = await codeForReplay(OLDER);
  }, 60_000);
  afterAll(() => cases.stop());

  test('names the cases that run on other code, and says nothing against those that fit', async () => {
    const fitting = await cases.withWorker(await bundleForTests(), async () => [
      await cases.record(),
      await cases.record(),
    ]);
    await cases.listed(2);
    expect(await command(cases.address)).toEqual({
      status: 0,
      said: '2 open, 2 replayed, 0 incompatible with this code\n',
    });

    const older = { code: await bundleCode(OLDER), buildId: 'older' };
    const misfit = await cases.withWorker(older, () => cases.record());
    await cases.listed(3);
    const { status, said } = await command(cases.address);
    expect(status).toBe(1);
    expect(said).toContain(`${misfit} (last run by build older): `);
    expect(said).toContain('3 open, 3 replayed, 1 incompatible with this code\n');
    expect(said).toContain('docs/operations.md');
    for (const no of fitting) expect(said).not.toContain(no);

    // The other way round: those of today would not fit the older code.
    const { misfits } = await checkDeployment({ client: cases.client, code: olderCode });
    expect(misfits.map(({ workflowId }) => workflowId).sort()).toEqual([...fitting].sort());
  }, 180_000);

  test('looks at a sample of them where they are many', async () => {
    const told: unknown[] = [];
    const progress = (done: unknown) => told.push(done);
    expect(await checkDeployment({ client: cases.client, code: olderCode, sample: 2, progress })).toMatchObject({
      open: 3,
      replayed: 2,
    });
    expect(told).toEqual([
      { replayed: 1, of: 2 },
      { replayed: 2, of: 2 },
    ]);
    expect(await command(cases.address, '--sample', 'few')).toMatchObject({ status: 1 });
  }, 120_000);

  test('ends with the reason where there is no server', async () => {
    const { status, said } = await command('127.0.0.1:1');
    expect(status).toBe(1);
    expect(said).toMatch(/^Temporal at 127\.0\.0\.1:1 .*nothing answers there/);
  }, 60_000);
});
