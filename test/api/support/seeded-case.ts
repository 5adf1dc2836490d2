import type { CaseEvent, NewEvent } from '../../../domain/file/stored-event';
import type { PolicyBundle } from '../../../domain/policy/bundle';
import type { Task } from '../../../domain/case/state';
import { both } from '../../../domain/values/text';
import { sealedIntake } from '../../support/sealed-data';
import { chainOn } from '../../../models/chain';
import type { RunningApi } from './running-api';

/** What a seeded complaint says; plain here, sealed in its events. */
export type SeededIntake = Record<string, unknown>;

/** An open task as a case would open it. */
export function openTask(task: Partial<Task> & Pick<Task, 'id' | 'role'>): NewEvent {
  return {
    type: 'TaskOpened',
    data: {
      task: {
        title: both('判断投诉是否成立', 'Judge the complaint'),
        actions: ['judge'],
        roles: [task.role],
        barred: [],
        openedAt: '2026-09-30T01:00:00.000Z',
        rungs: [],
        status: 'open',
        ...task,
      },
    },
  };
}

/** Writes a complaint into event store and register, as a case's journal does, and says what it was made of. */
export async function seedCase(
  api: RunningApi,
  bundle: PolicyBundle,
  no: string,
  intake: SeededIntake,
  further: readonly (NewEvent | ((seal: (text: string) => string) => NewEvent))[] = [],
  at = '2026-09-30T01:00:00.000Z',
  places?: readonly string[],
): Promise<CaseEvent[]> {
  const seal = await api.opened.vault.sealerForNew(no);
  const plain = { category: 'quality', complainant: {}, text: '商品有问题', ...intake };
  const recorded: NewEvent = {
    type: 'ComplaintRecorded',
    by: { id: 'mei', roles: ['complaintsDesk'], departments: [] },
    data: {
      intake: sealedIntake(plain, seal),
      policy: { id: bundle.policy.id, version: bundle.policy.version, bundleHash: bundle.hash },
      ...(places === undefined ? {} : { places: [...places] }),
    },
  };
  const first: NewEvent[] = [recorded, { type: 'LineStarted', data: { line: 'main', step: 'record' } }];
  const events = [...first, ...further.map((event) => (typeof event === 'function' ? event(seal) : event))].map(
    (event, i): CaseEvent => ({ no, seq: i + 1, at, ...event }),
  );
  await api.models.events.append(chainOn('', events));
  await api.models.register.apply(no, events);
  return events;
}
