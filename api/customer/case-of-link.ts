import type { PolicyBundle } from '../../domain/policy/bundle';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { Intake } from '../../domain/case/intake';
import type { CaseState } from '../../domain/case/state';
import type { ReadCase } from '../case/read-case';
import { storedCase } from '../case/read-case';
import type { Deps } from '../deps';
import { storeUnavailable } from '../unavailable';

const DAY_MS = 24 * 3_600_000;
/** How long after its end the customer can still look at their case. */
const DAYS_AFTER_END = 30;

/** A case that its customer looks at, with everything that its pages need. */
export interface CustomersCase extends ReadCase {
  state: CaseState & { intake: Intake };
  policy: CompiledPolicy;
  bundle: PolicyBundle;
}

/** Whether the link of a case still leads to its page at this time. */
export function isOver({ closedAt }: Pick<CaseState, 'closedAt'>, now: Date): boolean {
  return closedAt !== undefined && now.getTime() >= Date.parse(closedAt) + DAYS_AFTER_END * DAY_MS;
}

/**
 * The case to which a token leads; undefined for one that was never given, was replaced, has ended or whose customer was
 * erased: nobody is told which.
 * @throws Problem StoreUnavailable
 */
export async function caseOfLink(deps: Deps, token: string): Promise<CustomersCase | undefined> {
  const no = await deps.models.customerLinks.numberOf(token);
  if (no === undefined || (await deps.keyStore.state(no)) !== 'present') return undefined;
  const read = await storedCase(deps, no);
  const intake = read?.state.intake;
  if (read === undefined || intake === undefined || isOver(read.state, deps.clock())) return undefined;
  const { policy, bundle, state } = read;
  if (policy === undefined || bundle === undefined) throw storeUnavailable(undefined);
  return { policy, bundle, state: { ...state, intake } };
}
