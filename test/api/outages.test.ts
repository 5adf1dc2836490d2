import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from '../../api/routes';
import { addressOf } from '../../api/addresses';
import type { Operation } from '../../api/operation';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { startMongo } from '../../engines/for-tests';
import { isUp } from '../../models/connect';
import { shippedPolicies } from '../support/policies';
import { SmallDisk } from '../support/small-disk';
import type { Answered, Http } from './support/http';
import { member, PASSWORD, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
/** What stands in addresses; anything that may be there will do. */
const IN_PATHS: Readonly<Record<string, string>> = {
  ...{ no, id: 'enterprise-eight-step', kind: 'register-form', month: '2026-09', seq: '1', code: 'Invalid' },
};
/** Who may ask for what; an operation of an administrator is asked by one. */
type Everybody = Record<'desk' | 'auditor' | 'administrator' | 'payroll' | 'nobody', Http>;

async function begin(data?: string): Promise<{ api: RunningApi; everybody: Everybody }> {
  const api = await startApi({ env: { REDRESS_STORE_WITHIN_MS: '2000' }, ...(data === undefined ? {} : { data }) });
  const bundle = shippedPolicies().find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(
    member('mei', { roles: ['complaintsDesk', 'complaintsManager'] }),
    member('qian', { roles: ['handler'] }),
    ...['auditor', 'administrator', 'payroll'].map((role) => member(role, { roles: [role] })),
  );
  await seedCase(api, bundle, no, {}, [openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk' })]);
  const [desk, auditor, administrator, payroll] = await Promise.all(
    ['mei', 'auditor', 'administrator', 'payroll'].map(async (id) => {
      const http = await api.signedIn(id);
      // What was last read of a session holds while nothing can be read.
      await http.get('/api/v1/me');
      return http;
    }),
  );
  return {
    api,
    everybody: { desk: desk!, auditor: auditor!, administrator: administrator!, payroll: payroll!, nobody: api.http },
  };
}

function ask(operation: Operation, everybody: Everybody): Promise<Answered> {
  const { who, method, id } = operation;
  const path = addressOf(operation).replace(/\{(\w+)\}/g, (_, name: string) => IN_PATHS[name] ?? 'x');
  const asker: keyof Everybody =
    id === 'importPay'
      ? 'payroll'
      : who === 'anybody'
        ? 'nobody'
        : who === 'auditor' || who === 'overseer'
          ? 'auditor'
          : who === 'administrator'
            ? who
            : 'desk';
  const body = id === 'signIn' || path.endsWith('/session') ? { id: 'mei', password: PASSWORD } : operation.bodyExample;
  return everybody[asker].ask(method.toUpperCase(), path, {
    ...(body === undefined ? {} : { body }),
    headers: { 'Idempotency-Key': randomUUID() },
  });
}

/** A hundred requests at once, each of which may ask several times. */
const WITHIN_MS = 60_000;

/**
 * Every operation: none answers 500, each 503 says when to come again, and none hangs. What can be read is answered, and
 * then a stream has no end.
 */
async function askAll(everybody: Everybody, { canBeRead = false } = {}): Promise<Map<string, Answered>> {
  const answers = new Map<string, Answered>();
  const wrong: unknown[] = [];
  const one = async (operation: Operation): Promise<void> => {
    const startedMs = performance.now();
    const answered = await ask(operation, everybody);
    const tookMs = Math.round(performance.now() - startedMs);
    answers.set(operation.id, answered);
    const { status, headers, body } = answered;
    const saysWhen = status < 503 || /^\d+$/.test(headers.get('retry-after') ?? '');
    if (status === 500 || !saysWhen || tookMs > WITHIN_MS) wrong.push([operation.id, status, tookMs, body]);
  };
  await Promise.all(
    OPERATIONS.filter(({ id, streams }) => id !== 'signOut' && !(canBeRead && streams === true)).map(one),
  );
  expect(wrong).toEqual([]);
  return answers;
}

const becauseOf = (answers: Map<string, Answered>, id: string): unknown[] => {
  const { status, body } = answers.get(id)!;
  return [id, status, (body as { because?: string }).because];
};

/** They read what is stored, or write: nobody can answer them from memory. */
const READING = ['listComplaints', 'readComplaint', 'readTimeline', 'listTasks', 'readDashboard', 'verifyAudit'];
const WRITING = ['registerComplaint', 'signIn', 'importPay', 'addAccount'];

test.each(['stopped', 'paused'] as const)(
  'the database is %s: whatever needs it answers 503, soon',
  async (how) => {
    const { api, everybody } = await begin();
    try {
      if (how === 'stopped') await api.mongo.stop();
      else process.kill(api.mongo.pid, 'SIGSTOP');
      const answers = await askAll(everybody);
      for (const id of [...READING, ...WRITING]) expect([id, answers.get(id)?.status]).toEqual([id, 503]);
      const { body } = await api.http.get('/health/work');
      expect(body).toMatchObject({ status: 'failing', others: 'unknown', processes: [{ role: 'api', silent: false }] });
      expect((await api.http.get('/health')).status).toBe(200);
      expect((await api.http.get('/ready')).body.missing).toContain('mongodb');
      await api.models.directory.refresh();
      expect((await api.http.get('/metrics')).body).toMatch(
        /redress_background_failures_total\{work="directory"\} [1-9]/,
      );
    } finally {
      if (how === 'paused') process.kill(api.mongo.pid, 'SIGCONT');
      await api.stop();
    }
  },
  180_000,
);

const whereDisksCanBeMounted = SmallDisk.isPossible() ? test : test.skip;

whereDisksCanBeMounted(
  'the disk is full: writing answers 503 and says so, reading goes on; freed, all goes on',
  async () => {
    const disk = new SmallDisk(96);
    const { api, everybody } = await begin(disk.folder);
    try {
      disk.fill();
      const answers = await askAll(everybody, { canBeRead: true });
      for (const id of WRITING) expect(becauseOf(answers, id)).toEqual([id, 503, 'full']);
      for (const id of READING) expect([id, answers.get(id)?.status]).toEqual([id, 200]);
      expect(answers.get('signIn')?.headers.get('retry-after')).toBe('30');
      disk.free();
      const member = { id: 'new', name: '新', mail: 'new@example.com', roles: ['handler'], departments: [] };
      expect((await everybody.administrator.post('/api/v1/accounts', member)).status).toBe(201);
    } finally {
      disk.free();
      await api.stop();
      disk.remove();
    }
  },
  180_000,
);

whereDisksCanBeMounted(
  'the disk is read-only: writing answers 503 and says so, reading goes on',
  async () => {
    const disk = new SmallDisk(96);
    const logs = mkdtempSync(join(tmpdir(), 'redress-logs-'));
    const { api, everybody } = await begin(disk.folder);
    await api.models.accessRecord.flush();
    await api.mongo.stop();
    disk.setReadOnly(true);
    // The stand-in is started where it can write its log.
    symlinkSync(join(disk.folder, 'mongo-stand-in'), join(logs, 'mongo-stand-in'));
    const again = await startMongo({ dataDir: logs, port: Number(new URL(api.mongo.uri).port) });
    try {
      while (!(await isUp(api.connection)));
      const answers = await askAll(everybody, { canBeRead: true });
      for (const id of WRITING) expect(becauseOf(answers, id)).toEqual([id, 503, 'readOnly']);
      for (const id of READING) expect([id, answers.get(id)?.status]).toEqual([id, 200]);
    } finally {
      await again.stop();
      disk.setReadOnly(false);
      await api.stop();
      disk.remove();
      rmSync(logs, { recursive: true });
    }
  },
  180_000,
);
