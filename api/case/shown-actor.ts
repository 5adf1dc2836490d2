import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import type { Words } from '../words';

const person = z.object({ id: z.string(), name: z.string() });

/** Who did something, by name; `for` is the colleague they stood in for. */
export const shownActorSchema = person.extend({ for: person.optional() }).meta({ id: 'Actor' });

export function actorShown(actor: Actor, words: Words): z.output<typeof shownActorSchema> {
  const named = (id: string) => ({ id, name: words.person(id) });
  return { ...named(actor.id), ...(actor.for === undefined ? {} : { for: named(actor.for) }) };
}
