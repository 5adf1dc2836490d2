import { bytesOf } from '../values/byte-size';
import type { Refusal } from './refusal';
import { malformed, refuse } from './refusal';
import { sizeOf } from './size-kept';
import { both } from '../values/text';

const KIB = 1024;

/**
 * How large the state of a file may grow: it goes along into every fresh history, with what is not stored yet, the first
 * answers and the policy, and all of that stays below 1 MiB.
 */
export interface Room {
  /** Up to here it takes what makes it larger for good (bytes). */
  forMore: number;
  /** Up to here it takes long texts at all. */
  forLong: number;
}
export const ROOM_OF_CASE: Room = { forMore: 320 * KIB, forLong: 400 * KIB };
/** Of an incident or a corrective action, whose rules are short and which keeps no answers. */
export const ROOM_OF_PROCEEDING: Room = { forMore: 512 * KIB, forLong: 640 * KIB };

/** What is said as short as this is taken whatever the size, so that every file comes to its end. 4,000 characters, sealed. */
const SHORT = 16 * KIB;

/** One message: it becomes one event, which fits into a batch of the journal. */
const MOST_IN_MESSAGE = 400 * KIB;

/** A complaint as it is registered, sealed; it stands in every run beside the state. */
export const MOST_INTAKE = 128 * KIB;

/**
 * What becomes of the data of a message in the state. `nothing`: they stand in the events alone. `more`: each adds to what
 * is there for good. By default they take the place of something, or bring the file nearer to its end.
 */
export type Keeps = 'nothing' | 'more';

/** Why a file has no room for what is said, if so. By its state and the message alone, so that a replay says the same. */
export function refusalOfRoom(
  state: object,
  room: Room,
  { keeps, data }: { keeps?: Keeps | undefined; data: unknown },
): Refusal | undefined {
  const bytes = bytesOf(data);
  if (bytes > MOST_IN_MESSAGE) return tooLarge();
  if (keeps === 'more') return sizeOf(state) + bytes > room.forMore ? fileFull() : undefined;
  return keeps !== 'nothing' && bytes > SHORT && sizeOf(state) + bytes > room.forLong ? tooLong() : undefined;
}

function tooLarge(): Refusal {
  return {
    ...malformed([{ path: 'data', code: 'too_big' }]),
    wayOut: both('一次内容过多，请分几次提交。', 'The request is too large. Send it in several parts.'),
  };
}

/** No more of what adds to it; everything that brings it to its end goes on. */
function fileFull(): Refusal {
  return refuse(
    'FileFull',
    409,
    both(
      '卷宗已满，不再接收新增的材料、来信、承诺、费用等。',
      'The file is full. It accepts no more evidence, messages, promises, costs and the like.',
    ),
    both(
      '请先办结未办的待办，或另行登记并注明本案编号。备注、办理和结案不受影响。',
      'Complete the open tasks, or open a new file that quotes this number. Notes and every step towards closing remain possible.',
    ),
  );
}

function tooLong(): Refusal {
  return refuse(
    'FileFull',
    409,
    both('卷宗将满，所写内容过长。', 'The file is nearly full, and this text is too long.'),
    both('请写在 4,000 字以内，其余记为备注。', 'Write at most 4,000 characters and add the rest as notes.'),
  );
}
