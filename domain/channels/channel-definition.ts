import type { AddressKind } from './address-kind';
import type { Bilingual } from '../values/text';

interface Way<Name extends string> {
  /** As complaints, policies and events name it; also the name of its folder. One word of small letters. */
  readonly name: Name;
  /** As it stands by itself, in letters and lists. */
  readonly title: Bilingual;
  /** Within a sentence. */
  readonly words: Bilingual;
}

/** A way by which complaints come in, and nobody is answered. */
export interface IncomingChannel<Name extends string = string> extends Way<Name> {
  readonly reaches: 'nobody';
}

/** A way that only a person can go: it becomes a task, and is done when somebody says that they did it. */
export interface PersonalChannel<Name extends string = string> extends Way<Name> {
  readonly reaches: 'byPerson';
}

/** A way by which the system itself reaches people, see `defineChannel`. */
export interface MessageChannel<
  Name extends string = string,
  Kind extends string = string,
  Part extends string = string,
> extends Way<Name> {
  readonly reaches: 'byMessage';
  /** Under what it reaches customers. */
  readonly address: AddressKind<Kind>;
  /** Field of the staff directory under which it reaches colleagues; without it, policies can't tell staff by it. */
  readonly ofStaff?: 'mail' | 'phone';
  /** Text of a template that is sent instead of the body where a policy has written one, and how long it may be. */
  readonly text?: { readonly part: Part; readonly most: number };
  /** Used for customers who did not ask for it, too, if they have such an address. */
  readonly unasked?: true;
}

export type ChannelDefinition = IncomingChannel | PersonalChannel | MessageChannel;

/** Keeps the names as types, so that schemas and states know them. */
export function defineWay<const D extends ChannelDefinition>(definition: D): D {
  return definition;
}
