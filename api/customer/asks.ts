import { createHash } from 'node:crypto';
import { isAnytime, ANYTIME_ACTIONS } from '../../domain/actions';
import { refusalOfAnytime } from '../../domain/actions/who';
import { customerOf } from '../../domain/case/customer';
import type { Envelope } from '../../domain/file/envelope';
import type { ProposedOption, Task } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import type { CustomersCase } from './case-of-link';

/** What a customer can be asked, and what action their word amounts to. */
const ASKED = {
  offer: 'answerOffer',
  record: 'confirmRecord',
  rating: 'recordCallback',
  withdrawal: 'confirmWithdrawal',
} as const;
export type AskName = keyof typeof ASKED;

/** What a customer can do unasked. */
export const UNASKED = { message: 'receiveMessage', withdraw: 'withdraw', reopen: 'reopen' } as const;
export type UnaskedName = keyof typeof UNASKED;

/** An offer as it is put to the customer. */
export interface Offered {
  option: number;
  round: number;
  remedies: ProposedOption['remedies'];
  costFen: number;
}

/** Something that a case asks of its customer, or has asked. */
export interface Ask {
  name: AskName;
  action: (typeof ASKED)[AskName];
  task: string;
  /** By which a form names it: names of steps are nobody's business. */
  mark: string;
  isOpen: boolean;
  offer?: Offered;
}

/** What the customer is asked now: each kind once, the one that has waited longest. An offer is the one that is open. */
export function asksOf(read: CustomersCase): Ask[] {
  if (!mayDo(read, 'message')) return [];
  const tasks = openTasks(read.state).sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
  return (Object.keys(ASKED) as AskName[]).flatMap((name) => {
    const [first] = tasks.flatMap((task) => askOf(read, name, task) ?? []);
    return first === undefined ? [] : [first];
  });
}

/** What a form answers, whether it is still asked or not. */
export function askMeant(read: CustomersCase, name: AskName, mark: unknown): Ask | undefined {
  const task = Object.values(read.state.tasks).find(({ id }) => markOf(read, id) === mark);
  return task === undefined ? undefined : askOf(read, name, task);
}

export function isAsked(name: string): name is AskName {
  return Object.hasOwn(ASKED, name);
}

function askOf(read: CustomersCase, name: AskName, task: Task): Ask | undefined {
  const action = ASKED[name];
  if (!task.actions.includes(action)) return undefined;
  const ask: Ask = { name, action, task: task.id, mark: markOf(read, task.id), isOpen: task.status === 'open' };
  if (name !== 'offer') return ask;
  const offer = offeredIn(read, task);
  return offer === undefined ? undefined : { ...ask, offer };
}

function markOf({ state }: CustomersCase, task: string): string {
  return createHash('sha256').update(`${state.no}\n${task}`).digest('base64url').slice(0, 16);
}

function offeredIn({ state }: CustomersCase, { offer: named }: Task): Offered | undefined {
  const offer = state.offers.find(({ option, round }) => option === named?.option && round === named.round);
  const proposed = offer?.proposal === state.proposals ? state.proposal?.options[offer.index] : undefined;
  if (offer === undefined || proposed === undefined) return undefined;
  const { option, round } = offer;
  return { option, round, remedies: proposed.remedies, costFen: proposed.costFen };
}

/** Whether the customer may do this by themselves now, by the rule by which their case will judge. */
export function mayDo({ state, policy }: CustomersCase, name: UnaskedName): boolean {
  const action = ANYTIME_ACTIONS.get(UNASKED[name]);
  if (action === undefined || !isAnytime(policy, action.name) || state.status === 'closed') return false;
  if (action.isOffered?.(state, policy) === false || (action.movesOn === true && state.mergedInto !== undefined))
    return false;
  const by = customerOf(state.no);
  if (refusalOfAnytime(state, policy, action, by) !== undefined) return false;
  const message: Envelope<Record<string, unknown>> = { key: name, by, via: 'api', data: {} };
  return action.refuse?.({ state, policy, message, firstAt: () => undefined }) === undefined;
}
