import type { Actor } from '../../domain/file/envelope';
import { personsOf } from '../../domain/file/envelope';
import type { RegisterFilter } from '../../models/register-query';
import type { Deps } from '../deps';

/** Cases in which this reader may not learn who complains: to find one by a phone number would tell it. */
export async function hiddenFrom({ models }: Deps, actor: Actor): Promise<RegisterFilter['notFoundByWords'] & object> {
  return { policies: await models.confidentiality.closedTo(actor.roles), about: personsOf(actor) };
}
