import { proxyActivities } from '@temporalio/workflow';
import type { Revived } from '../../domain/file/revived';
import type { LostAt, LostMessage, RevivalWork } from '../../domain/activity-contract';

const left = proxyActivities<RevivalWork>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** With what a file goes on that was revived, as if it had gone on in a fresh history. */
export async function asItWas<I extends { no: string }>(input: I): Promise<Omit<I, 'revived'>> {
  const { revived: _revived, ...plain } = input as I & { revived?: Revived };
  const { state, head, policy, clock } = await left.reviveFile({ no: input.no });
  const resumed = { state, clock, outbox: [], head, answers: {}, timeline: [] };
  return { ...plain, ...(policy === undefined ? {} : { policy }), resumed };
}

/** The event by which it says so. */
export function revivedEvent({ by, status, failure }: Revived): { type: 'CaseRevived'; data: Revived } {
  return {
    type: 'CaseRevived',
    data: {
      by,
      ...(status === undefined ? {} : { status }),
      ...(failure === undefined ? {} : { failure }),
    },
  };
}

/** Messages that earlier runs have taken and journaled nothing of, one after the other in the order of the histories. */
export async function* lostMessages(no: string): AsyncGenerator<LostMessage> {
  let after: LostAt | undefined;
  do {
    const page = await left.lostMessages({ no, ...(after === undefined ? {} : { after }) });
    yield* page.messages;
    after = page.next;
  } while (after !== undefined);
}

/** What effects were ordered with, by their keys, as far as the histories have it. */
export function lostOrders(no: string, keys: string[]): Promise<Record<string, Record<string, unknown>>> {
  return left.lostOrders({ no, keys });
}
