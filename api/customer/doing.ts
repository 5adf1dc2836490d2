import { ACTIONS } from '../../domain/actions';
import type { ActionDefinition } from '../../domain/actions/action';
import { plainText } from '../text-schema';
import type { Ask, UnaskedName } from './asks';
import { askMeant, asksOf, isAsked, mayDo, UNASKED } from './asks';
import type { CaseView } from './case-view';
import { consentText } from './case-view';
import { DOING_WORDS, QUESTIONS } from './words';
import type { Doing } from './words';

/** Fields of a form as a browser sends them. */
export type Fields = Readonly<Record<string, unknown>>;

/** An action as the customer's case takes it: its data plain. */
export interface Done {
  action: ActionDefinition;
  data: unknown;
}

/** What of a form is not filled in as it must be. */
export interface Faults {
  faults: ReadonlySet<'text' | 'yes' | 'rating'>;
}

export function isDoing(name: unknown): name is Doing {
  return typeof name === 'string' && Object.hasOwn(DOING_WORDS, name);
}

/** What the case asks of its customer under this name; undefined where it asks no such thing (any more). */
export function askNow(view: CaseView, name: Doing): Ask | undefined {
  return asksOf(view.read).find((ask) => ask.name === name);
}

/** What a form answers; `isOpen` says whether it is still asked. */
export function askIn(view: CaseView, name: Doing, fields: Fields): Ask | undefined {
  return isAsked(name) ? askMeant(view.read, name, fields['ask']) : undefined;
}

/** Whether this can be sent as the case stands. */
export function isOpen(view: CaseView, name: Doing): boolean {
  return isUnasked(name) ? mayDo(view.read, name) : askNow(view, name) !== undefined;
}

/**
 * What a form says, as an action. What it answers was named in it when it was shown: an offer by number and round, so
 * that nobody agrees to another one than they have read.
 * @param ask what it answers, if it is no word of the customer's own accord
 */
export function doneBy(view: CaseView, name: Doing, fields: Fields, ask: Ask | undefined): Done | Faults {
  const { text, isTooLong } = textIn(fields);
  if (isTooLong === true || (text === undefined && needsText(name, fields))) return { faults: new Set(['text']) };
  if (isUnasked(name)) return { action: actionCalled(UNASKED[name]), data: OF_UNASKED[name](text) };
  if (ask === undefined) throw new TypeError(`Nothing is answered by "${name}"`);
  const yes = { yes: true, no: false }[String(fields['yes'])];
  const rating = /^[1-5]$/.test(String(fields['rating'])) ? Number(fields['rating']) : undefined;
  if (name === 'rating' && (yes === undefined || rating === undefined))
    return {
      faults: new Set([
        ...(yes === undefined ? ['yes' as const] : []),
        ...(rating === undefined ? ['rating' as const] : []),
      ]),
    };
  if (yes === undefined) return { faults: new Set(['yes']) };
  const { said, data } = answerOf(view, ask, { yes, rating, text, fields });
  return {
    action: actionCalled('receiveMessage'),
    data: {
      channel: 'web',
      text: text === undefined ? said : `${said}\n${text}`,
      answers: { action: ask.action, task: ask.task, data },
    },
  };
}

const OF_UNASKED: Readonly<Record<UnaskedName, (text: string | undefined) => unknown>> = {
  message: (text) => ({ channel: 'web', text }),
  withdraw: (text) => (text === undefined ? {} : { reason: text }),
  reopen: (text) => ({ reason: text }),
};

interface Given {
  yes: boolean;
  rating: number | undefined;
  text: string | undefined;
  fields: Fields;
}

/** What the customer says by it, in their language, and the data of the action that it amounts to. */
function answerOf(view: CaseView, ask: Ask, given: Given): { said: string; data: Record<string, unknown> } {
  const { yes, rating, text, fields } = given;
  const { say } = view.speaks;
  const comment = text === undefined ? {} : { comment: text };
  const answered = (question: keyof typeof QUESTIONS): string => `${say(QUESTIONS[question])} ${say(yes ? YES : NO)}`;
  switch (ask.name) {
    case 'offer': {
      // As it was read, whatever is open now: the case refuses what is over.
      const named = { option: Number(fields['option']), round: Number(fields['round']) };
      const said = ask.offer === undefined ? '' : consentText(view, { ...ask.offer, ...named }, yes);
      return { said, data: { accepted: yes, ...named, ...comment } };
    }
    case 'record':
      return {
        said: answered('confirmed'),
        data: { confirmed: yes, ...(text === undefined ? {} : { correction: text }) },
      };
    case 'rating':
      return {
        said: `${answered('satisfied')} ${rating ?? ''}/5`,
        data: { reached: true, satisfied: yes, rating, ...comment },
      };
    case 'withdrawal':
      return { said: answered('withdraws'), data: { confirmed: yes, ...comment } };
  }
}

const YES = { zh: '是', en: 'Yes' };
const NO = { zh: '否', en: 'No' };

function needsText(name: Doing, fields: Fields): boolean {
  return name === 'message' || name === 'reopen' || (name === 'record' && fields['yes'] === 'no');
}

/** What was written; undefined without any. */
function textIn(fields: Fields): { text: string | undefined; isTooLong?: true } {
  const { text } = fields;
  if (typeof text !== 'string' || text.trim() === '') return { text: undefined };
  // Browsers send line breaks of their own.
  const parsed = plainText.safeParse(text.replaceAll('\r\n', '\n'));
  return parsed.success ? { text: parsed.data } : { text, isTooLong: true };
}

function actionCalled(name: string): ActionDefinition {
  const action = ACTIONS.get(name);
  if (action === undefined) throw new TypeError(`There is no action "${name}"`);
  return action;
}

function isUnasked(name: Doing): name is UnaskedName {
  return Object.hasOwn(UNASKED, name);
}
