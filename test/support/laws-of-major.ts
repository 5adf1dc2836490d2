import { evaluateCondition } from '../../domain/rules/feel/evaluate';
import { factNamesIn, readFacts } from '../../domain/rules/feel/facts';
import type { CaseEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import { factsOf } from '../../domain/case/known-facts';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Step } from '../../domain/policy/compiled';
import { factSchemaOf } from '../../domain/rules/policy/fact-schema';
import type { CaseState } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import type { Told } from './many-cases';

/** By which something reaches the customer: a remedy, a proposal, a result. */
const GOES_OUT = ['offer', 'execute', 'notify', 'conclude', 'approve', 'solveAtOnce', 'reportBack'];

const speaksOfMajor = (text: string | undefined): boolean => /\bmajor\b/.test(text ?? '');

/** Whether a policy demands anything of major complaints. */
export function knowsMajor({ policy, tables }: PolicyBundle): boolean {
  return (
    [...policy.main, ...policy.tracks].some(({ when }) => speaksOfMajor(when)) ||
    policy.tracks.some(({ on }) => on === 'DeclaredMajor') ||
    policy.main.some((step) => tierOf(step, tables) !== undefined)
  );
}

/**
 * What went out of a case after it was declared major without what its policy demands of major ones; empty if nothing did.
 * Reckoned from events and the policy's own text, with nothing of the way in which cases catch up.
 */
export function breachesOfMajor({ events, no, state: end }: Told, bundle: PolicyBundle): string[] {
  const breaches: string[] = [];
  const { policy } = bundle;
  let state = emptyCase(no, { id: '', version: '', bundleHash: '' });
  let declared: number | undefined;
  let [round, entered] = [0, undefined as string | undefined];
  for (const event of events) {
    const [line, stepId = ''] = event.place?.split('/') ?? [];
    const step = line === 'main' ? policy.main.find(({ id }) => id === stepId) : undefined;
    if (event.type === 'CaseReopened' || event.type === 'RoundStarted') [round, entered] = [event.seq, undefined];
    if (event.type === 'StepEntered' && line === 'main') entered ??= stepId;
    if (declared !== undefined && step !== undefined && isOutward(event, step)) {
      const before = { events: events.slice(0, event.seq - 1), state, declared, round, entered };
      breaches.push(...demanded(bundle, before, step).map((what) => `${no}/${event.seq} ${event.place}: ${what}`));
    }
    state = evolve(state, event);
    if (state.major !== undefined) declared ??= event.seq;
  }
  // What goes on beside the line: declared while the case was open, it ran and came to its end.
  const wasOpen = declared !== undefined && stateAt(events, declared).status === 'open';
  for (const track of policy.tracks) {
    const concerns = speaksOfMajor(track.when) || track.on === 'DeclaredMajor';
    const byHand = events.some(({ type }) => type === 'DeclaredMajor');
    if (!concerns || !wasOpen || (track.on !== undefined && !byHand)) continue;
    if (end.mergedInto !== undefined || end.end === 'withdrawn') continue;
    const ran = Object.entries(end.lines).some(
      ([id, { status }]) => id.startsWith(`${track.id}.`) && status === 'ended',
    );
    if (!ran) breaches.push(`${no}: the track ${track.id} did not run to its end`);
  }
  return breaches;
}

function isOutward({ type, data }: CaseEvent, { stage }: Step): boolean {
  if (!GOES_OUT.includes(stage)) return false;
  const { activity, task } = data as { activity?: string; task?: { actions: string[] } };
  if (type === 'EffectStarted') return activity === 'executeRemedy' || activity === 'sendMessage';
  return type === 'TaskOpened' && task?.actions.includes('confirmTold') === true;
}

interface Before {
  events: CaseEvent[];
  state: CaseState;
  declared: number;
  /** The event that began the round, and the step at which it began. */
  round: number;
  entered: string | undefined;
}

function demanded(bundle: PolicyBundle, { events, state, declared, round, entered }: Before, step: Step): string[] {
  const { main, tracks } = bundle.policy;
  const here = main.indexOf(step);
  const from = declared < round ? main.findIndex(({ id }) => id === entered) : 0;
  const schema = factSchemaOf({ ...bundle.policy, intake: bundle.intake, tables: bundle.tables });
  const holds = (when: string): boolean =>
    evaluateCondition(when, readFacts(schema, factsOf(state), factNamesIn(when)));
  const at = ({ place }: CaseEvent, { id }: Step): boolean => place?.startsWith(`main/${id}/`) === true;
  const proposed = events.findLast(({ type }) => ['RemedyProposed', 'DemandDeclined'].includes(type))?.seq ?? 0;
  const missing: string[] = [];
  for (const [i, one] of main.slice(0, here + 1).entries()) {
    if (i < from || one.when === undefined || !speaksOfMajor(one.when)) continue;
    const isDone = events.some((event) => event.type === 'StepLeft' && event.seq > round && at(event, one));
    if (i === here && !holds(one.when)) missing.push('the step is none of a major complaint');
    if (i === here || !holds(one.when)) continue;
    if (!isDone) missing.push(`without ${one.id}`);
    if (
      one.stage === 'approve' &&
      !events.some((event) => event.type === 'ProposalApproved' && event.seq > proposed && at(event, one))
    )
      missing.push(`without the signatures of ${one.id}`);
  }
  for (const one of main.slice(0, here)) {
    const tier = tierOf(one, bundle.tables);
    if (tier === undefined || state.proposal === undefined || state.proposal.incident !== undefined) continue;
    const last = events.findLast((event) => event.type === 'DecisionMade' && event.data['table'] === tier);
    if (last !== undefined && last.seq < declared) missing.push(`approved by whom ${tier} named before`);
  }
  for (const track of tracks.filter(({ before }) => before?.includes(step.id) === true)) {
    const lines = Object.entries(state.lines).filter(([id]) => id.startsWith(`${track.id}.`));
    if (lines.length === 0 || lines.some(([, { status }]) => status === 'running'))
      missing.push(`before the track ${track.id} has ended`);
  }
  return missing;
}

/** The table that names who approves, if being major makes a difference to it. */
function tierOf(step: Step, tables: PolicyBundle['tables']): string | undefined {
  if (step.stage !== 'approve' || step.tier === undefined) return undefined;
  const inputs = Object.values(tables[step.tier]?.inputs ?? {});
  return inputs.some(({ expression }) => speaksOfMajor(expression)) ? step.tier : undefined;
}

function stateAt(events: readonly CaseEvent[], seq: number): CaseState {
  const first = events[0] as CaseEvent;
  return events.slice(0, seq).reduce(evolve, emptyCase(first.no, { id: '', version: '', bundleHash: '' }));
}
