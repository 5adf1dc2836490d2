import type { Language } from '../domain/values/text';
import type { AbsenceWork } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { Directory, StandIn } from '../models/directory';
import type { Policies } from '../models/policies';
import type { StandInsTold } from '../models/stand-ins-told';
import type { TaskList } from '../models/tasks';
import { tasksOf } from '../models/whose-tasks';
import type { SendingChannel } from './channels/channel';

export interface TellStandInsDeps {
  policies: Pick<Policies, 'list'>;
  bundles: Pick<Bundles, 'get'>;
  directory: Pick<Directory, 'freshen' | 'standIns'>;
  tasks: Pick<TaskList, 'count'>;
  standInsTold: Pick<StandInsTold, 'has' | 'add'>;
  email: SendingChannel;
  /** Language of the house. */
  language?: Language;
  /** The machine's clock by default. */
  now?: () => string;
}

/**
 * Cases tell a substitute of every task that opens while a colleague is away; of those that were open before, whoever
 * stands in hears here. A mail that went out and could not be noted goes out again as the same mail.
 */
export function createTellStandIns(deps: TellStandInsDeps): AbsenceWork['tellStandIns'] {
  const { policies, bundles, directory, tasks, standInsTold, email, language = 'zh' } = deps;
  const now = deps.now ?? (() => new Date().toISOString());

  /** Open tasks of somebody that their substitute may do. */
  async function countFor({ person, substitute }: StandIn): Promise<number> {
    const versions = await policies.list();
    // They come with the latest first.
    const latest = versions.filter(({ id }, i) => versions.findIndex((one) => one.id === id) === i);
    const known = await Promise.all(latest.map(async ({ hash }) => (await bundles.get(hash)).policy));
    const filter = { ...tasksOf(person, known), noHearings: true, closedTo: [substitute.id] };
    return (await tasks.count(filter)).count;
  }

  return async () => {
    await directory.freshen();
    let told = 0;
    for (const standIn of directory.standIns(now())) {
      const { person, substitute, since } = standIn;
      const key = `absence/${person.id}/${since}/${substitute.id}`;
      if (await standInsTold.has(key)) continue;
      const waiting = await countFor(standIn);
      if (waiting > 0) {
        const { status } = await email.send({
          ...{ key, to: { address: substitute.mail, name: substitute.name } },
          ...WORDS[language](substitute.name, person, waiting),
        });
        if (status === 'sent') told++;
      }
      await standInsTold.add(key);
    }
    return { told };
  };
}

const WORDS: Record<
  Language,
  (name: string, away: StandIn['person'], tasks: number) => { subject: string; text: string }
> = {
  zh: (name, away, tasks) => ({
    subject: `代理：${away.name} 有 ${tasks} 项待办`,
    text: `${name}，您好！\n\n${away.name} 不在岗期间由您代理，现有 ${tasks} 项待办需要处理。请登录系统，以代理人身份（X-Acting-For: ${away.id}）办理：GET /api/v1/tasks。\n`,
  }),
  en: (name, away, tasks) => ({
    subject: `Substitute for ${away.name}: ${tasks} open tasks`,
    text: `Dear ${name},\n\nYou are the substitute for ${away.name}, who has ${tasks} open tasks. Please sign in and act on their behalf (X-Acting-For: ${away.id}): GET /api/v1/tasks.\n`,
  }),
};
