import type { MessageChannel } from '../domain/channels/channel-definition';
import { expectedAnswerAt } from '../domain/case/messages/expected-answer';
import { CUSTOMER_VALUES } from '../domain/letters/message-values';
import type { CompiledPolicy } from '../domain/policy/compiled';
import { STAGES } from '../domain/stages';
import type { StageName } from '../domain/stages';
import type { Language } from '../domain/values/text';
import { both } from '../domain/values/text';
import { timeForReaders } from '../domain/time/time-for-readers';
import type { Directory } from '../models/directory';
import { NOTHING, remedyKinds, shownValues } from './shown-values';
import type { Showing, Values } from './shown-values';

/** Steps that the customer notices; what goes on between them is our own affair. */
const NOTICED: readonly StageName[] = [
  'judge',
  'confirm',
  'investigate',
  'propose',
  'offer',
  'execute',
  'appointment',
  'quote',
  'fieldWork',
  'customerSigns',
  'notify',
  'callback',
];

const CUSTOMER = both('尊敬的客户', 'Customer');
const BEFORE = { zh: (time: string) => `${time} 前`, en: (time: string) => `by ${time}` };
/** Who signs, and where else to turn, if the policy does not say. */
const SIGNED = both('客户投诉受理', 'Customer complaints');
const ELSEWHERE = both(
  '消费者投诉举报热线 12315、消费者协会或有关主管部门',
  'the consumer hotline 12315, a consumer association or the competent authority',
);
/** Said of remedies for a complaint that was judged unfounded. */
const GOODWILL = both(
  '此项补偿出于善意，不代表认定投诉成立。',
  'We offer this as a gesture of goodwill. It is not a finding that the complaint is justified.',
);
/** Said instead of a time that nobody could keep. */
const NOT_YET_KNOWN = both('目前尚不能确定，有进展将及时告知您', 'not known yet; we will keep you informed');

/** What a letter to a customer can say: what the case gave along, and what follows from it and the policy. */
export interface CustomerLetter extends Showing {
  /** The customer's name, where they gave one. */
  name: string | undefined;
  values: Values;
  channel: MessageChannel;
  directory: Pick<Directory, 'person'>;
}

/**
 * A text for every name that templates to customers may use (`CUSTOMER_VALUES`).
 * @throws RangeError for an instant or a calendar that is none; DirectoryNotLoaded, worth a retry
 */
export function customerValues(letter: CustomerLetter): Record<string, string> {
  const { bundle, language, remedies, values } = letter;
  const { handler } = values;
  return {
    ...shownValues(values, CUSTOMER_VALUES, letter),
    name: letter.name ?? CUSTOMER[language],
    policy: bundle.policy.title[language],
    flow: flowOf(bundle.policy, language),
    signed: (bundle.documents?.letters?.signed ?? SIGNED)[language],
    elsewhere: (bundle.documents?.letters?.elsewhere ?? ELSEWHERE)[language],
    expectedBy: expectedBy(values, letter),
    channel: letter.channel.title[language],
    // A colleague is known by their name; a bare id would tell the customer nothing.
    handler: (typeof handler === 'string' ? letter.directory.person(handler)?.name : undefined) ?? NOTHING,
    remedyWords: remedyKinds(values['remedies'])
      .map((kind) => remedies.get(kind)?.letter[language] ?? '')
      .concat(values['goodwill'] === true ? [GOODWILL[language]] : [])
      .join('\n'),
  };
}

function flowOf({ main }: CompiledPolicy, language: Language): string {
  const titles = main
    .filter((step) => NOTICED.includes(step.stage))
    .map((step) => (step.title ?? STAGES[step.stage].title)[language]);
  // Two ways of the same step (a result with and without an apology) are one to the customer.
  return titles.filter((title, i) => title !== titles[i - 1]).join(' → ');
}

function expectedBy({ recordedAt, promisedAt }: Values, { bundle, language }: Showing): string {
  const { policy, calendar } = bundle;
  // A time that was promised is the one that counts.
  if (typeof promisedAt === 'string') return BEFORE[language](timeForReaders(promisedAt, calendar.zone, language));
  const at = typeof recordedAt === 'string' ? expectedAnswerAt(policy, calendar, recordedAt) : undefined;
  return at === undefined ? NOT_YET_KNOWN[language] : BEFORE[language](timeForReaders(at, calendar.zone, language));
}
