import type { Clock } from './clock';
import type { ClockRule } from '../../policy/terms';
import type { Refusal } from '../../file/refusal';
import { malformed, refuse } from '../../file/refusal';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { TimeLimit } from '../../time/time-limit';
import { describeTimeLimit, parseTimeLimit } from '../../time/time-limit';

/**
 * Why a clock can't be extended now, or undefined if it can: the policy lets it, it runs and is not missed, nobody has asked
 * already, and it was extended less often than it may be.
 * @param now left out where a replay has to come to the same judgement
 */
export function refusalOfExtension(
  rule: ClockRule | undefined,
  clock: Clock | undefined,
  by: string | undefined,
  now?: string,
): Refusal | undefined {
  const no = (message: Bilingual, wayOut?: Bilingual): Refusal => refuse('NotAllowedByPolicy', 409, message, wayOut);
  const { extend } = rule ?? {};
  if (extend === undefined)
    return no(both('办法不允许延长此时限。', 'The policy does not allow extending this time limit.'));
  if (clock?.status !== 'running')
    return refuse('AlreadySo', 409, both('此时限没有在计时。', 'This time limit is not running.'));
  if (clock.missedAt !== undefined || (now !== undefined && clock.dueAt !== undefined && clock.dueAt < now))
    return refuse(
      'InThePast',
      409,
      both('时限已过，不得延长。', 'The time limit has passed and can no longer be extended.'),
    );
  if (clock.asked !== undefined)
    return refuse(
      'AlreadySo',
      409,
      both('已申请延长，尚未审批。', 'An extension was already requested and awaits a decision.'),
    );
  if ((clock.extended?.length ?? 0) >= extend.atMost)
    return no(
      both(
        `此时限最多延长${extend.atMost}次。`,
        `This time limit can be extended at most ${timesInWords(extend.atMost)}.`,
      ),
    );
  const { outsideDueAt } = (clock.explanation ?? {}) as { outsideDueAt?: string };
  if (outsideDueAt !== undefined && outsideDueAt === clock.dueAt)
    return no(
      both('此期限由外部机构规定，本单位无权延长。', 'An outside body set this date. Only that body can extend it.'),
      both('请向该机构申请。', 'Ask that body for more time.'),
    );
  return by === undefined || fits(by, extend.by) ? undefined : tooLong(extend.by);
}

function fits(duration: string, most: TimeLimit): boolean {
  try {
    const [asked, may] = [parseTimeLimit({ ...most, duration }), parseTimeLimit(most)];
    const isSome = asked.days > 0 || asked.restMs > 0;
    return isSome && (asked.days < may.days || (asked.days === may.days && asked.restMs <= may.restMs));
  } catch {
    return false;
  }
}

function tooLong(most: TimeLimit): Refusal {
  return {
    ...malformed([{ path: 'data.more', code: 'too_big' }]),
    wayOut: both(
      `一次最多延长${describeTimeLimit(most, 'zh')}。`,
      `A single extension is at most ${describeTimeLimit(most, 'en')}.`,
    ),
  };
}

function timesInWords(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
