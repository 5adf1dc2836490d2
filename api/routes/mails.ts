import { createHash } from 'node:crypto';
import { z } from 'zod';
import { storedMailSchema } from '../../domain/letters/stored-mail';
import type { StoredMail } from '../../domain/letters/stored-mail';
import type { Actor } from '../../domain/file/envelope';
import { normaliseComplaintNumber } from '../../domain/values/complaint-number';
import { reachOfPosts } from '../../domain/values/place';
import { both } from '../../domain/values/text';
import { vaultFor } from '../case/opening';
import { mayKnowPenalties } from '../case/penalties';
import { storedCase } from '../case/read-case';
import { seesPlace } from '../case/seen-places';
import { isAboutPenalties, storedMails } from '../case/stored-mails';
import { mayKnowComplainant } from '../case/withheld';
import { hideLinks } from '../customer/hide-links';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { pageOfAll } from '../../models/page';
import { pageQuery, pageSchema, Paging } from '../paging';
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
    const stored = await seenBy(deps, actor, await storedMails(deps.config.folders.mails, wanted));
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listMails', query });
    const page = pageOfAll(stored, placeOf, paging.request(query), -1);
    const vault = vaultFor(call);
    const items = await Promise.all(page.items.map((mail) => vault.openDeep(without(mail, 'key'), mail.no ?? '')));
    return { status: 200, body: paging.answer({ ...page, items: items.map(hideLinks) }, query) };
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

/** The latest first; those of one instant by their keys, which tell the step and so are not for everybody to read. */
function placeOf({ at, key }: StoredMail): string {
  return `${at} ${createHash('sha256').update(key).digest('base64url')}`;
}
