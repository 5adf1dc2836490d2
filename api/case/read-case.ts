import type { Actor } from '../../domain/file/envelope';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState } from '../../domain/case/state';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { Problem } from '../problem';
import { engineUnavailable } from '../unavailable';
import { askWithin, failureOf } from './engine';
import { noSuchComplaint } from './number';
import { otherPlace, seesPlace } from './seen-places';

/** A case as its stored events make it. */
export interface ReadCase {
  state: CaseState;
  /** Absent if its bundle can't be read just now. */
  policy?: CompiledPolicy;
  /** What belongs to that policy beside its steps. */
  bundle?: PolicyBundle;
}

/**
 * A case as somebody may read it: they hold a post at its place or above, or they audit. Another place's is refused as
 * WrongPlace, as its actions are, and not as missing: numbers can't be guessed, and who has one from a customer's letter
 * has to know where to send them.
 *
 * It comes from the event store, never from its workflow: an action is answered only once its events are stored, so
 * nothing is missed, and a query that meets a restarting worker can harm the case (docs/decisions/0010).
 *
 * @throws Problem NotFound; WrongPlace; NotRecorded for one that was accepted and is being recorded; StoreUnavailable
 */
export async function readCase(deps: Deps, no: string, reader: Actor): Promise<ReadCase> {
  const stored = await storedCase(deps, no);
  if (stored === undefined) throw (await isAccepted(deps, no)) ? notRecorded() : noSuchComplaint();
  if (!seesPlace(reader, stored.state.places)) throw otherPlace();
  return stored;
}

/**
 * The same without asking anybody but the event store; undefined if that has nothing of it.
 * @throws Problem StoreUnavailable
 */
export async function storedCase(deps: Deps, no: string): Promise<ReadCase | undefined> {
  const record = await deps.models.register.get(no);
  if (record === undefined) return undefined;
  const { state } = record;
  const bundle = await deps.models.bundles.get(state.policy.bundleHash).catch(() => undefined);
  return { state, ...(bundle === undefined ? {} : { policy: bundle.policy, bundle }) };
}

/** Whether there is a workflow of this number; asks the engine alone, which answers without a worker. */
async function isAccepted({ temporal, config }: Deps, no: string): Promise<boolean> {
  try {
    await askWithin(temporal, config.readWithinMs, () => temporal.workflow.getHandle(no).describe());
    return true;
  } catch (error) {
    if (failureOf(error).kind === 'notOpen') return false;
    throw engineUnavailable(error);
  }
}

function notRecorded(): Problem {
  return new Problem('NotRecorded', {
    detail: both('此投诉已受理，正在登记。', 'The complaint was received and is being recorded.'),
    wayOut: both('请稍后再查看。', 'Try again in a moment.'),
    headers: { 'Retry-After': '1' },
  });
}
