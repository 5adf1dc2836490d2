import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { rebuild } from '../../cli/rebuild';
import { actionSignal } from '../../workflows/messages';
import { DrivenStack } from '../support/driven-stack';
import type { Plan } from '../support/plans';
import { replayAll } from '../support/replay-all';

/** Under `hasty` three seconds stand for what takes hours: in a minute every deadline of a working day comes and goes. */
const OUTAGE_MS = 60_000;
const NOTES = 30;

/** Nobody does anything: time alone acts. */
const LEFT_ALONE: Plan = { name: 'left alone', end: 'none', does: () => ({ action: 'none', data: {} }) };

test('while the database is down, deadlines and words go on, a case’s history hardly grows, and nothing is lost', async () => {
  const driven = await DrivenStack.start('hasty', 'enterprise-eight-step');
  try {
    const [quiet, written] = [driven.newCase('hasty', LEFT_ALONE), driven.newCase('enterprise-eight-step', LEFT_ALONE)];
    // Whoever drives them gives up at once: they are only recorded.
    await Promise.all([quiet, written].map((one) => one.run(Date.now() + 1_500).catch(() => undefined)));
    const before = await Promise.all([quiet, written].map(({ no }) => driven.historyLength(no)));
    const seqs = await Promise.all([quiet, written].map(({ no }) => driven.models.register.seqOf(no)));

    await driven.stack.kill('mongo');
    const seal = await driven.keys.vault.sealerFor(written.no);
    const by = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };
    for (let i = 0; i < NOTES; i++) {
      const data = { text: seal(`第 ${i} 次留言`, 'note.text') };
      const message = { key: randomUUID(), by, via: 'api' as const, data };
      await driven.client.workflow.getHandle(written.no).signal(actionSignal('note'), message);
      await sleep(OUTAGE_MS / NOTES);
    }
    const after = await Promise.all([quiet, written].map(({ no }) => driven.historyLength(no)));
    const grown = after.map((length, i) => length - before[i]!);
    // Thirty signals are thirty events and their workflow tasks ninety more.
    expect(Math.max(...grown)).toBeLessThan(200);

    await driven.stack.begin('mongo');
    for (let left = 60; left > 0; left--) {
      await sleep(1_000);
      const now = await Promise.all([quiet, written].map(({ no }) => driven.models.register.seqOf(no)));
      if (now.every((seq, i) => seq > seqs[i]!) && now[1]! >= seqs[1]! + NOTES) break;
    }
    const noted = await driven.models.register.get(written.no);
    expect(noted!.state.notes).toBe(NOTES);
    // Time went on meanwhile: what nobody judged was overdue and climbed.
    const types = (await driven.models.events.timeline(quiet.no)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['TaskOverdue', 'TaskEscalated']));
    const only = [quiet.no, written.no];
    const { differences } = await rebuild({
      ...{ client: driven.client, connection: driven.database, ...driven.keys },
      ...{ check: true, only },
    });
    expect(differences).toEqual([]);
    expect((await replayAll(driven.client)).failed).toEqual([]);
  } finally {
    await driven.stop();
  }
}, 240_000);
