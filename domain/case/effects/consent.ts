import type { Approved } from '../parts';
import { fingerprint } from '../../values/fingerprint';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import { isSealed } from '../../values/sealed';
import type { CaseState, Offer, ProposedOption } from '../state';
import { both } from '../../values/text';

/**
 * What the customer agrees to, what was approved, and what is carried out: that all three are one and the same. Money
 * goes out on a yes that names its offer, to the proposal that was signed, once.
 */

/** An offer as people name it. */
export interface Named {
  option?: number | undefined;
  round?: number | undefined;
}

/** How the option at this place of the present proposal is or will be named. Numbers go on counting within a round. */
export function offerOf({ offers, proposal, proposals, round }: CaseState, index: number): Offer {
  const known = offers.find((one) => one.proposal === proposals && one.index === index);
  const earlier = offers.filter((one) => one.round === round).length;
  return known ?? { option: earlier + 1, round: proposal?.round ?? round, proposal: proposals, index };
}

/** How many options have been and will be offered in this round, the present proposal's among them. */
export function optionsInRound({ offers, proposal, proposals, round }: CaseState): number {
  const earlier = offers.filter((one) => one.round === round && one.proposal !== proposals).length;
  return earlier + (proposal?.options.length ?? 0);
}

/**
 * Why an answer is none to the offer that is open now, or undefined if it is. Who names none means the only one there
 * ever was: as long as there was one, nothing else can be meant. From the second on, an answer may have been on its way
 * when the offer changed.
 */
export function refuseAnswer({ offers }: CaseState, { option, round }: Named): Refusal | undefined {
  const open = offers.at(-1);
  if (open === undefined) return undefined;
  const now = both(
    `现在征求意见的是第 ${open.round} 轮方案 ${open.option}，请填写 option: ${open.option}、round: ${open.round}。`,
    `The open offer is option ${open.option} of round ${open.round}. Send "option": ${open.option}, "round": ${open.round}.`,
  );
  if (option === undefined || round === undefined) {
    if (offers.length === 1 && option === undefined && round === undefined) return undefined;
    return refuse(
      'OptionNotNamed',
      422,
      both(
        '本案提出过多个方案，须写明客户答复的是哪一个。',
        'More than one offer was made. Name the one that the customer answers.',
      ),
      now,
    );
  }
  if (option === open.option && round === open.round) return undefined;
  const wasMade = offers.some((one) => one.option === option && one.round === round);
  return wasMade
    ? refuse(
        'OfferOver',
        409,
        both(`第 ${round} 轮方案 ${option} 已失效。`, `Option ${option} of round ${round} is no longer on offer.`),
        both(
          `${now.zh}客户指的若是先前的方案，请登记为客户补充反馈。`,
          `${now.en} If the customer means the earlier offer, record the answer as a message.`,
        ),
      )
    : refuse(
        'UnknownOption',
        422,
        both(`没有提出过第 ${round} 轮方案 ${option}。`, `Option ${option} of round ${round} was never offered.`),
        now,
      );
}

export function approvalOf({ proposal, proposals, round }: CaseState): Approved {
  const { options = [], costFen = 0 } = proposal ?? {};
  return { proposal: proposals, round, options: options.length, costFen, print: fingerprint(options) };
}

export type Agreed =
  | { ok: true; option: number; remedies: ProposedOption['remedies'] }
  /**
   * `none`: nobody has agreed to anything in this round. `changed`: it is not what the customer agreed to or what was
   * approved. `done`: it was carried out before.
   */
  | { ok: false; because: 'none' | 'changed' | 'done' };

/**
 * What may be carried out now: what the customer agreed to in this round, out of the present proposal, approved as it is
 * if it was approved at all (a guarantee, and what a policy lets pass, is not), and not carried out at another place yet.
 *
 * @param place where it is to be carried out; what has begun there goes on there
 */
export function agreedOption(state: CaseState, place: string): Agreed {
  const { accepted, proposal, proposals, round, remedies } = state;
  if (accepted === undefined || accepted.round !== round) return { ok: false, because: 'none' };
  const offered = proposal?.options[accepted.option];
  const isSame = (one: unknown): boolean => fingerprint(one) === fingerprint(accepted.options);
  const isApproved = proposal?.approved === undefined || proposal.approved.print === fingerprint(proposal.options);
  if (accepted.proposal !== proposals || !isSame(offered) || !isApproved) return { ok: false, because: 'changed' };
  const isDone = remedies.some(
    ({ status, proposal: of, key }) =>
      of === proposals && ['executed', 'unknown'].includes(status) && !key.startsWith(`${state.no}/${place}/`),
  );
  return isDone
    ? { ok: false, because: 'done' }
    : { ok: true, option: accepted.option, remedies: accepted.options.remedies };
}

/**
 * Whether nothing of these remedies was given before in this case, or in one that was merged into it, or whoever sends
 * them says that it is meant (`again`). What costs nothing may be said as often as one likes.
 */
export function refuseRepeated(
  state: CaseState,
  remedies: readonly { kind: string; params: Record<string, unknown> }[],
  again: boolean | undefined,
): Refusal | undefined {
  if (again === true) return undefined;
  const given = givenBefore(state, remedies);
  if (given === undefined) return undefined;
  const day = given.at.slice(0, 10);
  const where =
    given.of === undefined
      ? both(`第 ${given.round ?? 1} 轮`, `in round ${given.round ?? 1}`)
      : both(`并入的 ${given.of}`, `in the merged complaint ${given.of}`);
  return refuse(
    'GivenBefore',
    409,
    both(
      `已于 ${day} 执行过相同的补救「${given.kind}」（${where.zh}）。`,
      `The same remedy "${given.kind}" was already given on ${day}, ${where.en}.`,
    ),
    both('确需再次给予的，请填写 again: true 并说明理由。', 'To give the remedy again, send "again": true.'),
  );
}

interface GivenBefore {
  kind: string;
  params?: Record<string, unknown>;
  costFen: number;
  at: string;
  status: string;
  round?: number;
  /** The merged complaint on which it was. */
  of?: string;
}

/** The earlier remedy that one of these repeats. One whose outcome is unknown may have been given. */
export function givenBefore(
  state: Pick<CaseState, 'remedies' | 'absorbed'>,
  remedies: readonly { kind: string; params: Record<string, unknown> }[],
): GivenBefore | undefined {
  const elsewhere = state.absorbed.flatMap(({ no, given }) =>
    given.flatMap(({ what, ...one }) => what.map((remedy) => ({ ...one, ...remedy, of: no }))),
  );
  return [...state.remedies, ...elsewhere].find(
    (one) =>
      ['executed', 'unknown'].includes(one.status) &&
      one.costFen > 0 &&
      remedies.some(({ kind, params }) => kind === one.kind && repeats(plainParams(params), one.params ?? {})),
  );
}

/** What of a remedy's parameters can be compared: two sealed texts never look alike. */
export function plainParams(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => typeof value !== 'string' || !isSealed(value)),
  );
}

/** Parameters that are left out have defaults, which a proposal does not know yet: only what it says can differ. */
function repeats(said: Record<string, unknown>, given: Record<string, unknown>): boolean {
  return Object.entries(said).every(([name, value]) => fingerprint(value) === fingerprint(given[name]));
}
