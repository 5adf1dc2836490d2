import type { EffectOutcome, Effects } from '../domain/activity-contract';
import { STAFF_VALUES } from '../domain/letters/message-values';
import type { CompiledPolicy } from '../domain/policy/compiled';
import { LETTERS } from '../domain/channels/channels';
import { renderTemplate, wordsFor } from '../domain/letters/template';
import type { Words } from '../domain/letters/template';
import type { Language } from '../domain/values/text';
import type { Bundles } from '../models/bundles';
import type { Directory } from '../models/directory';
import type { StaffMember } from '../models/staff';
import type { Channels } from './channels/channel';
import { isFree } from './find-role';
import type { RemedyDefinition } from './remedies/contract';
import { shownValues } from './shown-values';

export interface NotifyStaffDeps {
  bundles: Pick<Bundles, 'get'>;
  channels: Channels;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  directory: Pick<Directory, 'person' | 'holders' | 'inPlaceOf' | 'freshen'>;
  /** Language of the house; the directory knows none of single persons. */
  language?: Language;
}

type Order = Parameters<Effects['notifyStaff']>[0];

/**
 * Tells those who hold a role, or one person, that something awaits them: by mail, or the channel that the policy names.
 * Each gets it once per key, whoever is away is replaced by their substitute. A person who can't be reached (left, away without a substitute) is replaced by
 * the holders of the role, and a role that nobody holds who may hear it by the next level up, because a reminder that
 * reaches nobody is none. Mails say where to look and no more.
 *
 * What is somebody's own matter (`inPerson`) is told to them alone, also while they are away.
 *
 * Fails for good with the reason `noRecipient`, `noChannel`, `refused` or `brokenTemplate`. Throws what is worth another attempt.
 */
export function createNotifyStaff(deps: NotifyStaffDeps): Effects['notifyStaff'] {
  const { bundles, channels, remedies, directory, language = 'zh' } = deps;

  return async (order) => {
    const channel = channels.get(order.by ?? LETTERS);
    const { name: by = '', ofStaff } = channel?.definition ?? {};
    if (channel === undefined || ofStaff === undefined) return failed('noChannel');
    const bundle = await bundles.get(order.bundleHash);
    if (recipientsOf(order, bundle.policy).length === 0) await directory.freshen();
    const recipients = firstTold(order, bundle.policy);
    if (recipients.length === 0) return failed('noRecipient');
    const template = bundle.templates[order.template];
    if (template === undefined) return failed('brokenTemplate');

    const { task, taskEn, colleague = '', ...values } = order.values;
    const { role = '', department = '' } = order.to;
    const texts = shownValues(
      {
        ...{ role, department, ...values, task: (language === 'en' ? taskEn : task) ?? '' },
        colleague: directory.person(String(colleague))?.name ?? colleague,
      },
      STAFF_VALUES,
      { bundle, remedies, language },
    );
    const messages: { person: StaffMember; words: Words }[] = [];
    try {
      for (const person of recipients) {
        const about = { ...texts, name: person.name, policy: bundle.policy.title[language] };
        messages.push({ person, words: renderTemplate(template, language, about) });
      }
    } catch (error) {
      if (error instanceof RangeError) return failed('brokenTemplate');
      throw error;
    }

    // One mailbox that is full for now must not keep the others from being told.
    const sendings = await Promise.allSettled(
      messages.map(({ person, words }) =>
        channel.send({
          key: `${order.key}/${person.id}`,
          no: order.no,
          to: { address: person[ofStaff] ?? '', name: person.name },
          ...{ subject: words.subject, text: wordsFor(channel.definition, words) },
        }),
      ),
    );
    const deliveries = sendings.map((sending) => {
      if (sending.status === 'rejected') throw sending.reason as Error;
      return sending.value;
    });
    const told = deliveries.filter(({ status }) => status === 'sent').length;
    if (told === 0) return failed('refused');
    const sentAt = new Date().toISOString();
    return { status: 'succeeded', result: { channel: by, told, refused: deliveries.length - told, sentAt } };
  };

  /** Whoever is meant, or else the next level up that somebody holds who may hear it, or else, if so ordered, everybody. */
  function firstTold(order: Order, policy: CompiledPolicy): StaffMember[] {
    const { to } = order;
    const levels = to.role === undefined ? [] : levelsAbove(to.role, policy);
    for (const role of [to.role, ...levels]) {
      const told = recipientsOf({ ...order, to: { ...to, ...(role === undefined ? {} : { role }) } }, policy);
      if (told.length > 0) return told;
    }
    if (to.orAnybody !== true) return [];
    const everybody = Object.keys(policy.roles).flatMap((role) =>
      recipientsOf({ ...order, to: { role, places: to.places } }, policy),
    );
    return [...new Set(everybody)];
  }

  function recipientsOf({ to, barred = [] }: Order, { roles }: CompiledPolicy): StaffMember[] {
    const { person, role, department, inPerson = false } = to;
    if (inPerson) return person === undefined ? [] : [directory.person(person)].filter(isActive);
    const acting = person === undefined ? undefined : directory.inPlaceOf(person);
    const holders =
      acting !== undefined && isFree(acting, barred)
        ? [acting]
        : role === undefined
          ? []
          : directory
              .holders(role, { department, ofDepartment: roles[role]?.ofDepartment, places: to.places })
              .filter((holder) => isFree(holder, barred));
    return [...new Set(holders.map(({ id }) => id))].flatMap((id) => directory.person(id) ?? []);
  }
}

function levelsAbove(role: string, policy: CompiledPolicy): string[] {
  const above = policy.roles[role]?.above;
  return above === undefined ? [] : [above, ...levelsAbove(above, policy)];
}

function isActive(person: StaffMember | undefined): person is StaffMember {
  return person?.active === true;
}

function failed(reason: string): EffectOutcome {
  return { status: 'failed', result: { reason } };
}
