import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { storedMailSchema } from '../../domain/stored-mail';
import type { StoredMail } from '../../domain/stored-mail';
import type { Actor } from '../../domain/envelope';
import { normaliseComplaintNumber } from '../../domain/complaint-number';
import { reachOfPosts } from '../../domain/place';
import { stepAt } from '../../domain/policy/step-of-task';
import { both } from '../../domain/text';
import { vaultFor } from '../case/opening';
import { mayKnowPenalties } from '../case/penalties';
import type { ReadCase } from '../case/read-case';
import { storedCase } from '../case/read-case';
import { seesPlace } from '../case/seen-places';
import { mayKnowComplainant } from '../case/withheld';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { pageOf, pageQuery, pageRequest, pageSchema } from '../paging';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { AUDITOR, isManager } from '../roles';
import { without } from '../without';

const mailSchema = storedMailSchema.omit({ key: true }).meta({ id: 'Mail' });

/** The mails of an installation that has no mail server: they land in a folder, and here they can be read. */
export const mails = defineOperation({
  id: 'listMails',
  method: 'get',
  path: '/mails',
  tag: 'Mails',
  title: both('邮件', 'Mails'),
  help: both(
    '仅在未配置邮件服务器时可用；限审计员和主管。打开内容会记入日志。',
    'Available only if no mail server is configured; for auditors and managers. Access is logged.',
  ),
  who: 'staff',
  querySchema: z.strictObject({
    no: z.string().max(40).optional().meta({ description: 'Complaint number.' }),
    ...pageQuery,
  }),
  answers: { 200: { description: 'The latest first.', schema: pageSchema(mailSchema) } },
  problems: ['NotFound'],
  handle: async (call) => {
    const { deps, actor, query } = call;
    if (!deps.config.mailsToFolder)
      throw new Problem('NotFound', {
        detail: both('邮件由邮件服务器寄出，此处不保留。', 'Mails are sent by the mail server and not kept here.'),
      });
    const policies = (await latestPolicies(deps)).map(({ policy }) => policy);
    if (!actor.roles.includes(AUDITOR) && !isManager(actor.roles, policies))
      throw new Problem('RoleMissing', {
        detail: both('只有审计员和主管可以查看邮件。', 'Only auditors and managers may read mails.'),
      });
    const wanted = query.no === undefined ? undefined : (normaliseComplaintNumber(query.no) ?? '');
    const stored = await seenBy(deps, actor, await readMails(deps.config.folders.mails, wanted));
    const { offset, limit } = pageRequest(query);
    const page = stored.sort((a, b) => b.at.localeCompare(a.at)).slice(offset, offset + limit);
    const vault = vaultFor(call);
    const items = await Promise.all(page.map((mail) => vault.openDeep(without(mail, 'key'), mail.no ?? '')));
    return { status: 200, body: pageOf({ items, total: stored.length, offset, limit }) };
  },
});

/**
 * Who may not know who complains, or holds no post at the case's place, doesn't see what was written to the complainant, and to which address; nor, who may see
 * no penalties, what was written about them.
 */
async function seenBy(deps: Deps, actor: Actor, mails: StoredMail[]): Promise<StoredMail[]> {
  const numbers = [...new Set(mails.flatMap(({ no }) => no ?? []))];
  const cases = new Map(await Promise.all(numbers.map(async (no) => [no, await storedCase(deps, no)] as const)));
  const { directory } = deps.models;
  const isAboveAll =
    actor.roles.includes(AUDITOR) || reachOfPosts(directory.places(), actor.places ?? []) === undefined;
  const own = directory.person(actor.id)?.mail;
  return mails.filter(({ no, key, to }) => {
    const read = no === undefined ? undefined : cases.get(no);
    // What is of no case, such as a report, is of all places.
    if (read === undefined) return isAboveAll || (own !== undefined && to.includes(own));
    if (!seesPlace(actor, read.state.places)) return false;
    return mayKnowComplainant(actor, read) && (!isAboutPenalties(read, key) || mayKnowPenalties(actor, read));
  });
}

/** What a step says is sent under a key that begins with its place. */
function isAboutPenalties({ state, policy }: ReadCase, key: string): boolean {
  const place = key.startsWith(`${state.no}/`) ? key.slice(state.no.length + 1) : '';
  return policy !== undefined && stepAt(policy, place)?.stage === 'penalise';
}

/** Files begin with the complaint's number, so that those of one complaint can be told without reading the others. */
async function readMails(folder: string, no: string | undefined): Promise<StoredMail[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const wanted = names.filter((name) => name.endsWith('.json') && (no === undefined || name.startsWith(`${no}.`)));
  return Promise.all(
    wanted.map(async (name) => storedMailSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
  );
}
