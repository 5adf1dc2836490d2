import type { MessageChannel } from '../channels/channel-definition';
import type { AddressName } from '../channels/channels';
import { addressesOf, channel as channelOf, LETTERS, MESSAGE_CHANNELS } from '../channels/channels';
import type { ReasonRef, WaitRules } from '../policy/step';
import type { Intake } from '../case/intake';
import type { StepContext, TaskSpec } from './context';

/** Values that every template may use (`domain/letters/message-values.ts`); what is sealed is opened where the message is sent. */
function values(c: StepContext): Record<string, string | number | boolean> {
  const { state } = c;
  const remedies = state.accepted?.options.remedies ?? [];
  const reason = state.judgement?.founded === false ? state.judgement.reason : state.proposal?.reason;
  const promised = state.promises.findLast(({ status }) => status === 'made');
  return {
    no: state.no,
    ...(promised === undefined ? {} : { promisedAt: promised.at }),
    category: state.intake?.category ?? '',
    recordedAt: state.recordedAt ?? '',
    remedies: remedies.map((remedy) => remedy.kind).join(', '),
    ...(state.proposal?.goodwill === true ? { goodwill: true } : {}),
    ...(state.accepted === undefined ? {} : { costFen: state.accepted.options.costFen }),
    ...(state.handler === undefined ? {} : { handler: state.handler }),
    ...(reason === undefined ? {} : { reason }),
    ...(state.findings === undefined ? {} : { cause: state.findings.cause }),
  };
}

const TOLD = 'confirmTold';

/** Whom a message is for: who complained in this case, or in one that was merged into it. */
export type Addressee = Pick<Intake, 'complainant' | 'language' | 'channel'>;

const NOBODY: Addressee = { complainant: {}, language: 'zh', channel: 'web' };

/** Whether anybody could find the customer, who may have left no name and no address (an anonymous letter). */
function canBeMet({ complainant, channel }: Addressee): boolean {
  const { prefers, account } = complainant;
  return (
    account !== undefined ||
    Object.keys(addressesOf(complainant)).length > 0 ||
    prefers === 'visit' ||
    channel === 'visit' ||
    channel === 'counter'
  );
}

/**
 * Sends the customer a message where one can reach them: by the channel that they prefer, else by one that nobody has to
 * ask for; whether it was sent.
 */
export async function messageCustomer(
  c: StepContext,
  name: string,
  template: string,
  extra: Readonly<Record<string, string | number | boolean>> = {},
  other?: Addressee,
): Promise<boolean> {
  const { complainant: contact, language } = other ?? c.state.intake ?? NOBODY;
  // What this case says of itself is nothing to somebody else.
  const ask = { template, language, values: { ...(other === undefined ? values(c) : {}), ...extra } };
  const named = contact.name === undefined ? {} : { name: contact.name };
  for (const channel of channelsFor(contact)) {
    const address = addressesOf(contact)[channel.address.kind as AddressName];
    if (address === undefined) continue;
    const isLetter = channel.name === LETTERS;
    // Both names stand in histories: a letter's is that of the message itself.
    const effect = isLetter ? name : `${name}-${channel.name}`;
    const sent = await c.perform(effect, 'sendMessage', {
      ...ask,
      contact: { ...named, [channel.address.kind]: address, ...(isLetter ? {} : { prefers: channel.name }) },
    });
    const told = sent.status === 'succeeded';
    const facts = { template, channel: channel.name, ...sent.result };
    c.record(`${effect}-sent`, told ? 'MessageSent' : 'MessageFailed', facts);
    if (told) return true;
  }
  return false;
}

/** What the customer prefers, and what nobody has to ask for; nothing for whom a person is to tell. */
function channelsFor({ prefers }: Intake['complainant']): readonly MessageChannel[] {
  const preferred = channelOf(prefers);
  if (preferred?.reaches === 'byPerson') return [];
  return MESSAGE_CHANNELS.filter((one) => one === preferred || one.unasked === true).sort(
    (a, b) => Number(b === preferred) - Number(a === preferred),
  );
}

/**
 * Tells the customer by a message where that reaches them, else a person is given the task. Returns whether they have
 * been told; a send that failed has told nobody.
 */
export async function tellCustomer(
  c: StepContext,
  name: string,
  template: string,
  byHand: WaitRules & Pick<TaskSpec, 'until' | 'title'>,
  extra: Readonly<Record<string, string | number | boolean>> = {},
  other?: Addressee,
): Promise<boolean> {
  const whom = other ?? c.state.intake ?? NOBODY;
  const contact = whom.complainant;
  if (await messageCustomer(c, name, template, extra, other)) return true;
  if (!canBeMet(whom)) {
    c.record(`${name}-nobody`, 'MessageFailed', { template, channel: 'none', reason: 'noAddress' });
    return false;
  }
  const channel = contact.phone !== undefined && contact.prefers !== 'visit' ? 'phone' : 'visit';
  // A decision by default that the step provides for its own task is none for this one: time tells nobody.
  const overdue = byHand.overdue.filter(({ action }) => action === undefined || action === TOLD);
  const answer = await c.awaitTask(`${name}-by-person`, { ...byHand, overdue, actions: [TOLD] });
  const reached = answer?.data['reached'] !== false && answer?.by !== undefined;
  c.record(`${name}-told`, reached ? 'MessageSent' : 'MessageFailed', { template, channel }, answer?.by);
  return reached;
}

/** The words of a form that a message gives as its reason, where they were written. */
export function reasonIn(c: StepContext, ref: ReasonRef): { reason?: string } {
  const reason = ref === undefined ? undefined : c.state.forms?.[ref.form]?.texts[ref.field];
  return reason === undefined ? {} : { reason };
}
