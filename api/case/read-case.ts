import type { CaseEvent } from '../../domain/events';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState } from '../../domain/state';
import { viewQuery } from '../../workflows/messages';
import type { CaseView } from '../../workflows/messages';
import type { Deps } from '../deps';
import { engineUnavailable, storeUnavailable } from '../unavailable';
import { askWithin, failureOf } from './engine';
import { noSuchComplaint } from './number';

/** A case as it was read, and from where. */
export interface ReadCase {
  state: CaseState;
  /** Absent if its bundle can't be read just now. */
  policy?: CompiledPolicy;
  /** Events that the event store doesn't have yet. */
  pending: CaseEvent[];
  /** Head of the hash chain by the case's own word; only from the workflow. */
  head?: string;
  /** `register`: the case is closed, or its workflow could not be asked; then the last moments may be missing. */
  source: 'workflow' | 'register';
}

/**
 * A case: a closed one from the register, an open one from its workflow, or from the register too when Temporal or the
 * worker doesn't answer.
 * @throws Problem NotFound, EngineUnavailable or StoreUnavailable when neither can tell
 */
export async function readCase(deps: Deps, no: string): Promise<ReadCase> {
  const entry = await deps.models.register.entry(no).catch((error: unknown) => ({ down: error }));
  const storeDown = entry !== undefined && 'down' in entry ? entry.down : undefined;
  if (entry !== undefined && !('down' in entry) && entry.status === 'closed') return fromRegister(deps, no);
  try {
    const handle = deps.temporal.workflow.getHandle(no);
    const view: CaseView = await askWithin(deps.temporal, deps.config.readWithinMs, () => handle.query(viewQuery));
    return { ...view, source: 'workflow' };
  } catch (error) {
    const { kind } = failureOf(error);
    // Both are down, or nobody answers and the register can't be asked either.
    if (storeDown !== undefined) throw kind === 'notOpen' ? storeUnavailable(storeDown) : engineUnavailable(error);
    if (entry === undefined) {
      if (kind === 'notOpen') throw noSuchComplaint();
      throw engineUnavailable(error);
    }
    deps.log.warn({ no, because: kind }, 'read from the register');
    return fromRegister(deps, no);
  }
}

async function fromRegister(deps: Deps, no: string): Promise<ReadCase> {
  const record = await deps.models.register.get(no);
  if (record === undefined) throw noSuchComplaint();
  const { state } = record;
  const bundle = await deps.models.bundles.get(state.policy.bundleHash).catch(() => undefined);
  return { state, pending: [], source: 'register', ...(bundle === undefined ? {} : { policy: bundle.policy }) };
}
