import { placeOf } from '../../attachments/reference';
import type { Absorbed, Given } from '../parts';
import type { CaseEvent } from '../../file/stored-event';
import type { Intake } from '../intake';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import type { CaseState } from '../state';
import { both } from '../../values/text';

/** As what a complaint ends that was merged into another. */
export const DUPLICATE = 'duplicate';

/** The most complaints that one takes; more of them are an incident. */
const MOST_ABSORBED = 50;

/** Those that are part of a case now. */
export function absorbedNow({ absorbed }: Pick<CaseState, 'absorbed'>): Absorbed[] {
  return absorbed.filter(({ leftAt }) => leftAt === undefined);
}

/** Why something belongs to another complaint now. */
export function movedOn(no: string, into: string): Refusal {
  return refuse(
    'Merged',
    409,
    both(`${no} 已并入 ${into}。`, `${no} was merged into ${into}.`),
    both(`请在 ${into} 中办理；确需单独办理的，请重新受理本案。`, `Act in ${into}, or reopen this complaint first.`),
  );
}

/** Why a complaint takes no other, or undefined if it does. What was merged or has ended says where to go. */
export function refuseAsTarget(target: CaseState): Refusal | undefined {
  const { no, mergedInto, status, ending } = target;
  if (mergedInto !== undefined)
    return refuse(
      'Merged',
      409,
      both(`${no} 已并入 ${mergedInto}。`, `${no} was merged into ${mergedInto}.`),
      both(`请并入 ${mergedInto}。`, `Merge it into ${mergedInto}.`),
    );
  if (target.merging !== undefined)
    return refuse(
      'MergeUnderWay',
      409,
      both(`${no} 正在并入另一投诉。`, `${no} is being merged into another complaint.`),
      both('稍后查看其去向再并入。', 'Check in a moment which complaint it was merged into.'),
    );
  if (status === 'closed')
    return refuse(
      'Closed',
      409,
      both(`${no} 已关闭。`, `${no} is closed.`),
      both('请单独办理本投诉。', 'Handle this complaint on its own.'),
    );
  if (status !== 'open' || ending !== undefined)
    return refuse(
      'AlreadySo',
      409,
      both(`${no} 已经答复或正在结案。`, `${no} has been answered or is being closed.`),
      both(
        '请先重新受理该投诉，或单独办理本投诉。',
        'Reopen that complaint first, or handle this complaint on its own.',
      ),
    );
  if (absorbedNow(target).length >= MOST_ABSORBED)
    return refuse(
      'NotAllowedByPolicy',
      409,
      both(
        `已有 ${MOST_ABSORBED} 件投诉并入 ${no}。`,
        `${MOST_ABSORBED} complaints have already been merged into ${no}.`,
      ),
      both('同类投诉很多的，请设立批量事件。', 'For many similar complaints, open an incident.'),
    );
  return undefined;
}

/** What whoever asked for a merge is told, where the other complaint has not taken this one. */
export function refusalOfMerge({ mergeRefused }: CaseState, seq: number): Refusal | undefined {
  if (mergeRefused?.seq !== seq) return undefined;
  const { into, code } = mergeRefused;
  return refuse(
    'MergeRefused',
    409,
    both(
      `${into} 没有接收本案（${code}），本案继续办理。`,
      `${into} did not accept this complaint (${code}). This complaint continues.`,
    ),
    both(`请查看 ${into} 的现状。`, `Check the status of ${into}.`),
  );
}

/** What is sent from a merged complaint to the one that takes it; texts are sealed for the former. */
export interface Handed {
  intake: Intake;
  recordedAt: string;
  respondents: string[];
  department?: string;
  /** What was given on it, so that nobody gives it twice unawares. */
  given: Given[];
}
export interface Reference {
  title: string;
  uri?: string;
  /** Of the other complaint, where it stays. */
  file?: string;
  at: string;
}
export interface Word {
  by: 'customer' | 'staff';
  text: string;
  at: string;
  channel?: string;
}
export interface Part {
  first?: Handed;
  references: Reference[];
  words: Word[];
}

/** Characters of sealed text in one message: sealed once more it is a third longer. */
const MOST_IN_PART = 150_000;
/** Remedies and persons named in one message; whoever has been given more is looked up in the complaint itself. */
const MOST_GIVEN = 50;

/** What a complaint hands over, in as many messages as its size takes; the first one says what it is about. Pure. */
export function partsOf(state: CaseState, events: readonly CaseEvent[]): Part[] {
  if (state.intake === undefined) return [];
  const parts: Part[] = [{ first: firstOf(state, state.intake), references: [], words: [] }];
  let size = 0;
  const add = (item: Reference | Word): void => {
    const length = JSON.stringify(item).length;
    if (size > 0 && size + length > MOST_IN_PART) {
      parts.push({ references: [], words: [] });
      size = 0;
    }
    size += length;
    const part = parts.at(-1) as Part;
    if ('title' in item) part.references.push(item);
    else part.words.push(item);
  };
  for (const event of events) {
    const item = itemOf(event);
    if (item !== undefined) add(item);
  }
  return parts;
}

function firstOf({ respondents, department, recordedAt = '', remedies }: CaseState, intake: Intake): Handed {
  return {
    ...{ intake, recordedAt, respondents },
    ...(department === undefined ? {} : { department }),
    given: remedies
      .filter(({ status }) => status === 'executed' || status === 'unknown')
      .slice(-MOST_GIVEN)
      .map(({ kind, params = {}, costFen, at, status }) => ({ what: [{ kind, params }], costFen, at, status })),
  };
}

function itemOf({ type, at, data }: CaseEvent): Reference | Word | undefined {
  const { text, channel, title, uri, file } = data as Record<string, string | undefined>;
  if (type === 'ReferenceAttached') return { title: title ?? '', ...placeOf({ uri, file }), at };
  if (text === undefined) return undefined;
  if (type === 'NoteAdded') return { by: 'staff', text, at };
  if (type === 'MessageReceived' || type === 'CustomerAnswered')
    return { by: 'customer', text, at, ...(channel === undefined ? {} : { channel }) };
  return undefined;
}
