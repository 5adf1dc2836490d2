import type { Actor } from '../file/envelope';
import { personsOf } from '../file/envelope';
import { readMessage } from '../file/read-message';
import type { Verdict } from '../file/verdict';
import { refused as no } from '../file/verdict';
import { isHeldAt } from '../values/place';
import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import { refusalOfRoom, ROOM_OF_PROCEEDING } from '../file/room';
import { both } from '../values/text';
import type { Proceeding, ProceedingAction } from './definition';
import type { ProceedingState } from './state';
import { SYSTEM_ROLE } from './system';
import { rolesOf } from './waits';

/** What a proceeding makes of a message: as with cases, it takes it, answers it as before, or refuses it. */
export type ProceedingJudgement<S extends ProceedingState> = Verdict<{ action: ProceedingAction<S> }>;

/** The one judge of messages to a proceeding, for updates, signals and "what may I do now". Pure, and without a clock. */
export function judgeProceeding<S extends ProceedingState>(
  proceeding: Proceeding<S>,
  state: S,
  name: string,
  raw: unknown,
): ProceedingJudgement<S> {
  const read = readMessage(state, { name, action: proceeding.actions.get(name), raw }, ({ data }) => [
    name,
    data ?? null,
  ]);
  if (read.verdict !== 'readable') return read;
  const { action, message, fingerprint } = read;
  if (message.via === 'temporal')
    return no(
      refuse(
        'NotAllowedViaTemporal',
        403,
        both('此操作只能通过接口进行。', 'This action is allowed only through the API.'),
      ),
      message,
    );
  const refusal =
    refusalOfState(state) ??
    refusalOfRole(proceeding, action, state, message.by) ??
    action.refuse?.({ state, message }) ??
    refusalOfRoom(state, ROOM_OF_PROCEEDING, { keeps: action.keeps, data: [message.data, message.paths] });
  return refusal === undefined ? { verdict: 'accept', action, message, fingerprint } : no(refusal, message);
}

/** What somebody may do now, and why not the rest. What depends on the data of an action is not told here. */
export function possibleIn<S extends ProceedingState>(
  kind: Proceeding<S>,
  state: S,
  by: Actor,
): { action: ProceedingAction<S>; refusal?: Refusal }[] {
  return [...kind.actions.values()]
    .filter(({ internal }) => internal !== true)
    .map((action) => {
      const refusal = refusalOfState(state) ?? refusalOfRole(kind, action, state, by);
      return { action, ...(refusal === undefined ? {} : { refusal }) };
    });
}

/** The person meant, and nobody else; through a substitute too. */
export function isPerson(by: Actor, id: string): boolean {
  return personsOf(by).includes(id);
}

function refusalOfState({ status }: ProceedingState): Refusal | undefined {
  if (status === 'new')
    return refuse('NotRecorded', 409, both('尚未登记完成。', 'The file has not been recorded yet.'));
  return status === 'closed' ? refuse('Closed', 409, both('已关闭。', 'The file is closed.')) : undefined;
}

function refusalOfRole<S extends ProceedingState>(
  kind: Proceeding<S>,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- of any action
  action: ProceedingAction<S, any>,
  state: S,
  by: Actor,
): Refusal | undefined {
  const roles = rolesOf(kind, action, state);
  const isNamed = action.persons?.(state).some((id) => isPerson(by, id)) === true;
  if (isNamed) return undefined;
  if (roles.some((role) => by.roles.includes(role))) return refusalOfPlace(state.places, by);
  return refuse(
    'WrongRole',
    403,
    roles.length === 0
      ? both('此操作由责任人进行。', 'Only the assigned owner may do this.')
      : both(`此操作由以下岗位进行：${roles.join('、')}。`, `Only these roles may do this: ${roles.join(', ')}.`),
  );
}

/** Why somebody may not act on what concerns these places: they hold no post at, or above, one of them. */
export function refusalOfPlace(paths: ProceedingState['places'] = [], by: Actor): Refusal | undefined {
  // The system acts for a case that has been judged.
  if (by.roles.includes(SYSTEM_ROLE) || paths.every((path) => isHeldAt(by.places, path))) return undefined;
  return refuse(
    'WrongPlace',
    403,
    both(
      '其中有其他单位的投诉，您的岗位不在该单位或其上级。',
      'It concerns complaints of a place where you hold no post at or above that level.',
    ),
    both('请由这些单位共同的上级操作。', 'Ask a person with a post above all of these places.'),
  );
}
