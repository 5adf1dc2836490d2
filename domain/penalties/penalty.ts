import type { PenaltyGround } from './penalty-grounds';
import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import { both } from '../values/text';

/** A penalty as the policy's table proposes it, with the rule that hit. */
export interface ProposedPenalty extends PenaltyGround {
  /** Percent of the part of the pay that `of` names (`performancePay`, `bonus`). */
  percent: number;
  of: string;
  /** The table that was asked, and which of its rules hit; none where the policy's owner decided by hand. */
  rule: string;
  hit?: string[];
  /** The company's published rule, as the table gives it. */
  cites?: string;
}

/** A penalty as decided. `reason` is sealed. */
export interface DecidedPenalty extends ProposedPenalty {
  /** What was proposed before it was reduced. */
  proposedPercent?: number;
  reason?: string;
  waived?: true;
}

/** What whoever decides changes, by the index in the proposal; all else is confirmed as it is. */
export interface PenaltyChanges {
  waived?: { index: number; reason: string }[] | undefined;
  reduced?: { index: number; percent: number; reason: string }[] | undefined;
}

/** The penalties after a decision; the indexes stay. */
export function decideOn(penalties: readonly DecidedPenalty[], changes: PenaltyChanges): DecidedPenalty[] {
  return penalties.map((penalty, i) => {
    const waiver = changes.waived?.find(({ index }) => index === i);
    if (waiver !== undefined) return { ...penalty, reason: waiver.reason, waived: true };
    const reduction = changes.reduced?.find(({ index }) => index === i);
    return reduction === undefined
      ? penalty
      : {
          ...penalty,
          percent: reduction.percent,
          proposedPercent: penalty.proposedPercent ?? penalty.percent,
          reason: reduction.reason,
        };
  });
}

/** The persons named, each once, in order: so are they numbered in the names of their tasks. */
export function personsIn(penalties: readonly Pick<DecidedPenalty, 'person' | 'waived'>[]): string[] {
  return [...new Set(penalties.flatMap(({ person, waived }) => (person === undefined || waived ? [] : [person])))];
}

/** Why such a decision can't be taken: each change is of a penalty there is, once, and a reduction takes less. */
export function refusalOfChanges(
  penalties: readonly DecidedPenalty[],
  { waived = [], reduced = [] }: PenaltyChanges,
  isOpen: (penalty: DecidedPenalty) => boolean = () => true,
): Refusal | undefined {
  const indexes = [...waived, ...reduced].map(({ index }) => index);
  const known = (index: number): boolean => {
    const penalty = penalties[index];
    return penalty !== undefined && penalty.waived !== true && isOpen(penalty);
  };
  if (!indexes.every(known) || new Set(indexes).size < indexes.length)
    return refuse(
      'UnknownOption',
      422,
      both('没有此项处罚，或同一项出现两次。', 'A penalty named here does not exist, or is named twice.'),
      both('index 从 0 起，按系统提出的顺序。', 'Indexes start at 0, in the order of the proposal.'),
    );
  return reduced.every(({ index, percent }) => percent < (penalties[index]?.percent ?? 0))
    ? undefined
    : refuse(
        'UnknownOption',
        422,
        both('减轻后的比例须低于原比例。', 'A reduced penalty must be lower than the original.'),
        both('全部免除请用 waived。', 'To waive a penalty entirely, list it in "waived".'),
      );
}
