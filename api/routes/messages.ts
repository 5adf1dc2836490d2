import { z } from 'zod';
import type { CaseEvent } from '../../domain/file/stored-event';
import { both } from '../../domain/values/text';
import { eventOf } from '../../models/chain';
import { numberOf, numberPath } from '../case/number';
import { vaultFor } from '../case/opening';
import { eventFor } from '../case/penalties';
import { readCase } from '../case/read-case';
import type { ReadCase } from '../case/read-case';
import { actorShown, shownActorSchema } from '../case/shown-actor';
import { isAboutPenalties, storedMails } from '../case/stored-mails';
import { eventDataFor, mayKnowComplainant } from '../case/withheld';
import { wordsFor } from '../case/words-for';
import { hideLinks } from '../customer/hide-links';
import { defineOperation } from '../operation';
import type { SignedCall } from '../operation';

const messageSchema = z
  .object({
    seq: z.int().meta({ description: 'The event that it is.' }),
    at: z.iso.datetime(),
    direction: z.enum(['in', 'out']).meta({ description: 'From or to the customer.' }),
    channel: z.string().optional(),
    by: shownActorSchema.optional().meta({
      description:
        'The person who recorded or sent the message. Absent for automatic messages, and for what customers wrote on their own page.',
    }),
    subject: z.string().optional(),
    text: z.string().optional().meta({
      description:
        'Absent if a person passed on the message, a mail server sent it and keeps the text, sending failed, or the reader may not see it.',
    }),
    withheld: z.literal(true).optional().meta({ description: 'The policy withholds the text from this reader.' }),
    template: z.string().optional().meta({ description: 'Letter template of the policy.' }),
    status: z.enum(['sent', 'failed']).optional(),
    reason: z.string().optional().meta({ description: 'Code of the failure.' }),
    answers: z.string().optional().meta({ description: 'The task answered by this message.' }),
  })
  .meta({ id: 'CaseMessage' });

/** What was said between us and the customer. */
export const messages = defineOperation({
  id: 'readMessages',
  method: 'get',
  path: '/complaints/{no}/messages',
  tag: 'Complaints',
  title: both('往来消息', 'Messages'),
  help: both(
    '客户说的和我们发出的，按先后排列；原话只给有权查看的人。打开内容会记入日志。',
    'Messages from and to the customer, oldest first, beginning with the complaint. Texts are shown only to readers who may see them. Each reading is logged.',
  ),
  who: 'staff',
  pathSchema: numberPath,
  answers: {
    200: { description: 'Both directions.', schema: z.object({ no: z.string(), items: z.array(messageSchema) }) },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor, path } = call;
    const read = await readCase(deps, numberOf(path), actor);
    const { no } = read.state;
    const words = await wordsFor(deps, read.policy);
    const letters = await lettersFor(call, read);
    const items: Record<string, unknown>[] = [];
    for await (const chained of deps.models.events.all(no)) {
      const event = eventFor(actor, read, eventOf(chained));
      const shape = event === undefined ? undefined : SHAPES[event.type];
      if (event === undefined || shape === undefined) continue;
      items.push({
        ...{ seq: event.seq, at: event.at },
        ...(event.by === undefined || event.by.kind === 'customer' ? {} : { by: actorShown(event.by, words) }),
        ...shape(event, { call, read, letters }),
      });
    }
    const opened = await vaultFor(call).openDeep(items, no);
    // What is from the customer is as they wrote it.
    return {
      status: 200,
      body: { no, items: opened.map((one) => (one['direction'] === 'out' ? hideLinks(one) : one)) },
    };
  },
});

type Letters = ReadonlyMap<string, { subject: string; text: string }>;
interface Reading {
  readonly call: SignedCall;
  readonly read: ReadCase;
  readonly letters: Letters;
}

/** Letters to the customer that are kept here, by their ids; none for who may not know whom they were sent to. */
async function lettersFor({ deps, actor }: SignedCall, read: ReadCase): Promise<Letters> {
  if (!deps.config.mailsToFolder || !mayKnowComplainant(actor, read)) return new Map();
  const mails = await storedMails(deps.config.folders.mails, read.state.no);
  return new Map(
    mails
      .filter(({ key }) => !isAboutPenalties(read, key))
      .map(({ messageId, subject, text }) => [messageId, { subject, text }]),
  );
}

/** How each kind of event is shown that is a message, still sealed. */
const SHAPES: Readonly<Record<string, ((event: CaseEvent, reading: Reading) => Record<string, unknown>) | undefined>> =
  {
    ComplaintRecorded: (event, reading) => {
      const { intake } = saidIn(event, reading) as { intake?: Record<string, unknown> };
      return {
        ...{ direction: 'in', channel: intake?.['channel'] },
        ...(intake?.['original'] === 'withheld' ? { withheld: true } : {}),
        ...(intake?.['text'] === undefined ? {} : { text: intake['text'] }),
      };
    },
    MessageReceived: said,
    CustomerAnswered: said,
    MessageSent: (event, reading) => sent(event, reading, 'sent'),
    MessageFailed: (event, reading) => sent(event, reading, 'failed'),
  };

function saidIn(event: CaseEvent, { call, read }: Reading): Record<string, unknown> {
  return eventDataFor(call.actor, read, event);
}

function said(event: CaseEvent, reading: Reading): Record<string, unknown> {
  const { channel, text, task, withheld } = saidIn(event, reading);
  return {
    direction: 'in',
    ...(channel === undefined ? {} : { channel }),
    ...(text === undefined ? {} : { text }),
    ...(withheld === undefined ? {} : { withheld }),
    ...(task === undefined ? {} : { answers: task }),
  };
}

function sent({ data }: CaseEvent, { letters }: Reading, status: string): Record<string, unknown> {
  const { channel, template, messageId, reason } = data as Record<string, string | undefined>;
  return {
    ...{ direction: 'out', status },
    ...(channel === undefined ? {} : { channel }),
    ...(template === undefined ? {} : { template }),
    ...(reason === undefined ? {} : { reason }),
    ...letters.get(messageId ?? ''),
  };
}
