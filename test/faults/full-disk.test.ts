import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../engines/for-tests';
import { Http } from '../api/support/http';
import type { Answered } from '../api/support/http';
import { member, PASSWORD } from '../api/support/running-api';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { eventually } from '../engines/support';
import { SmallDisk } from '../support/small-disk';
import { Stack } from '../support/stack';

const FULL_FOR_MS = 15_000;
const INTAKE = { category: 'quality', channel: 'phone', complainant: { name: '欧阳茉莉' }, text: '电饭煲冒烟' };

const whereDisksCanBeMounted = SmallDisk.isPossible() ? test : test.skip;

interface Sent {
  path: string;
  body: unknown;
  headers: Record<string, string>;
  answers: Answered[];
}

whereDisksCanBeMounted(
  'the disk with everything on it is full for a while: nobody dies, and nothing accepted is lost',
  async () => {
    const disk = new SmallDisk(256);
    const policies = fastPolicies({ only: ['enterprise-eight-step'] });
    const workerPort = String(await freePort());
    const stack = await Stack.start({
      ...{ data: disk.folder, api: true },
      before: (one) => enterStaff(one, [member('mei', { roles: ['complaintsDesk'] })]),
      env: { REDRESS_POLICIES: policies, REDRESS_ANSWER_WITHIN_MS: '5000', REDRESS_WORKER_PORT: workerPort },
    });
    try {
      const started = new Map(stack.parts);
      const http = new Http(stack.apiUrl);
      const session = await http.post('/api/v1/session', { id: 'mei', password: PASSWORD });
      const desk = http.as(session.body.token as string);
      const sent: Sent[] = [];
      const send = async (one: Sent): Promise<void> => {
        one.answers.push(await desk.post(one.path, one.body, one.headers));
      };
      const say = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> => {
        const one = { path, body, headers: { 'Idempotency-Key': `key-${sent.length}`, ...headers }, answers: [] };
        sent.push(one);
        await send(one);
      };
      await say('/api/v1/complaints', INTAKE);
      const { no } = sent[0]!.answers[0]!.body as { no: string };
      const notes = `/api/v1/complaints/${no}/actions/note`;
      let texts = 0;
      const note = (headers?: Record<string, string>) =>
        say(notes, { data: { text: `留言第 ${++texts} 号` } }, headers);
      await note();

      disk.fill();
      for (const end = Date.now() + FULL_FOR_MS; Date.now() < end;) {
        await Promise.all([say('/api/v1/complaints', INTAKE), note(), note({ Prefer: 'respond-async' })]);
        await sleep(500);
      }
      const whileFull = sent.slice(2).map(({ answers }) => answers[0]!.status);
      expect([...new Set(whileFull)].filter((status) => ![200, 201, 202, 503, 504].includes(status))).toEqual([]);
      expect(whileFull).toContain(503);
      const work = await fetch(`http://127.0.0.1:${workerPort}/health/work`);
      expect(await work.json()).toMatchObject({ processes: [{ role: 'worker', silent: false }] });
      const reading = await desk.get(`/api/v1/complaints/${no}`);
      expect(reading.status).toBe(200);
      for (const [part, { pid }] of started) expect([part, stack.parts.get(part)!.pid]).toEqual([part, pid]);

      disk.free();
      for (const one of sent)
        for (let tries = 0; tries < 60 && one.answers.at(-1)!.status >= 500; tries++) {
          await sleep(500);
          await send(one);
        }
      expect(sent.map(({ answers }) => answers.at(-1)!.status).filter((status) => status >= 300)).toEqual([]);
      // What was answered 202 is stored a moment later.
      await eventually(async () => {
        const { body } = await desk.get(`/api/v1/complaints/${no}/timeline`);
        const told = JSON.stringify(body);
        for (let i = 1; i <= texts; i++) expect([i, told.split(`留言第 ${i} 号`).length - 1]).toEqual([i, 1]);
      }, 60_000);
      const numbers = sent
        .filter(({ path }) => !path.endsWith('note'))
        .map(({ answers }) => (answers.at(-1)!.body as { no: string }).no);
      expect((await desk.get('/api/v1/complaints?perPage=200')).body.total).toBe(new Set(numbers).size);
    } finally {
      disk.free();
      await stack.stop();
      rmSync(policies, { recursive: true, force: true });
      disk.remove();
    }
  },
  300_000,
);
