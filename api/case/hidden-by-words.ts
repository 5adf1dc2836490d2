import type { Actor } from '../../domain/envelope';
import { personsOf } from '../../domain/envelope';
import type { RegisterFilter } from '../../models/register-query';
import type { Deps } from '../deps';

/** Cases in which this reader may not learn who complains: to find one by a phone number would tell it. */
export async function hiddenFrom(
  { models }: Pick<Deps, 'models'>,
  actor: Actor,
): Promise<NonNullable<RegisterFilter['notFoundByWords']>> {
  const about = await Promise.all(personsOf(actor).map((person) => models.pastCases.about(person)));
  return { policies: await models.confidentiality.closedTo(actor.roles), numbers: about.flat() };
}
