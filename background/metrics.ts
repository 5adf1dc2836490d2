import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { ArchiveState } from '../models/process-reports';
import type { BackgroundWork } from './background-work';

/** Shows a process's background work in its metrics, read when they are asked for. */
export function measureBackground(registry: Registry, background: Pick<BackgroundWork, 'list'>): void {
  new Counter({
    name: 'redress_background_failures_total',
    help: 'Failures of background work, by kind of work.',
    labelNames: ['work'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { work, failures } of background.list()) this.inc({ work }, failures);
    },
  });
  new Gauge({
    name: 'redress_background_failing',
    help: '1 for each kind of work whose last attempt failed.',
    labelNames: ['work'],
    registers: [registry],
    collect() {
      for (const { work, failing } of background.list()) this.set({ work }, failing ? 1 : 0);
    },
  });
  new Gauge({
    name: 'redress_background_last_success_timestamp_seconds',
    help: 'Time of the last success of each kind of work.',
    labelNames: ['work'],
    registers: [registry],
    collect() {
      for (const { work, lastSuccessAt } of background.list())
        if (lastSuccessAt !== undefined) this.set({ work }, Date.parse(lastSuccessAt) / 1000);
    },
  });
}

/** Shows how far the archiver of this process is behind. */
export function measureArchive(registry: Registry, state: () => ArchiveState): void {
  new Gauge({
    name: 'redress_archive_waiting_runs',
    help: 'Ended runs whose history has not been archived yet.',
    registers: [registry],
    collect() {
      this.set(state().waiting);
    },
  });
  new Gauge({
    name: 'redress_archive_lost_at_timestamp_seconds',
    help: 'Time at which Temporal deletes the oldest of them; 0 if none is waiting.',
    registers: [registry],
    collect() {
      const { lostAt } = state();
      this.set(lostAt === undefined ? 0 : Date.parse(lostAt) / 1000);
    },
  });
  new Gauge({
    name: 'redress_archive_alarm',
    help: '1 while the oldest of them is close to the end of its retention.',
    registers: [registry],
    collect() {
      this.set(state().alarm ? 1 : 0);
    },
  });
}
