import { DEFINITIONS } from '../../activities/channels/definitions';
import type { AddressKind } from './address-kind';
import type { ChannelDefinition, MessageChannel, PersonalChannel } from './channel-definition';

type Known = (typeof DEFINITIONS)[number];
type ByMessage = Extract<Known, { reaches: 'byMessage' }>;
type ByPerson = Extract<Known, { reaches: 'byPerson' }>;

/** A way by which a complaint comes in or people are reached. */
export type ChannelName = Known['name'];
/** A way by which staff are told. */
export type StaffChannel = Extract<ByMessage, { ofStaff: string }>['name'];
/** A way by which a customer can want to be answered. */
export type AnsweringChannel = (ByMessage | ByPerson)['name'];
/** A kind of address, as the fields of `complainant` and the columns of contact lists are named. */
export type AddressName = ByMessage['address']['kind'];
/** A text of a template beside subject and body. */
export type TextPart = Extract<ByMessage, { text: object }>['text']['part'];

const ALL: readonly ChannelDefinition[] = DEFINITIONS;

/** Channels by which the system itself reaches people, in the order in which they are tried. */
export const MESSAGE_CHANNELS = ALL.filter(isByMessage);
const PERSONAL = ALL.filter((one): one is PersonalChannel => one.reaches === 'byPerson');

/** The way of letters: the one of an order that names none. Its name stands in histories. */
export const LETTERS = 'email' satisfies StaffChannel;

/** Ways by which a complaint comes in and a customer is reached. */
export const CHANNELS = DEFINITIONS.map(({ name }) => name) as readonly ChannelName[];
export const ANSWERING_CHANNELS = [...MESSAGE_CHANNELS, ...PERSONAL].map(({ name }) => name) as AnsweringChannel[];
/** Ways that a person goes. */
export const PERSONAL_CHANNELS = PERSONAL.map(({ name }) => name) as ByPerson['name'][];
export const STAFF_CHANNELS = MESSAGE_CHANNELS.filter(({ ofStaff }) => ofStaff !== undefined).map(
  ({ name }) => name,
) as StaffChannel[];

/** They were there first. An intake is journaled with its fields in this order, so that others come after them. */
const FIRST_KINDS: readonly string[] = ['phone', 'email'];
const rankOf = ({ kind }: AddressKind): number =>
  FIRST_KINDS.includes(kind) ? FIRST_KINDS.indexOf(kind) : FIRST_KINDS.length;

/** Kinds of address, each once, by name. */
export const ADDRESS_KINDS = Object.fromEntries(
  MESSAGE_CHANNELS.map(({ address }) => address)
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((address) => [address.kind, address]),
) as Record<AddressName, AddressKind>;
export const ADDRESS_NAMES = Object.keys(ADDRESS_KINDS) as AddressName[];

/** Texts that templates may have beside subject and body, with how long they may be. */
export const TEXT_PARTS = MESSAGE_CHANNELS.flatMap(({ text }) => text ?? []) as { part: TextPart; most: number }[];

/** A channel by its name; undefined for what is none. */
export function channel(name: string | undefined): ChannelDefinition | undefined {
  return ALL.find((one) => one.name === name);
}

/** One by which the system itself reaches people. */
export function messageChannel(name: string | undefined): MessageChannel | undefined {
  return MESSAGE_CHANNELS.find((one) => one.name === name);
}

/** A value for every kind of address. */
export function byAddress<T>(valueOf: (kind: AddressName) => T): Record<AddressName, T> {
  return Object.fromEntries(ADDRESS_NAMES.map((kind) => [kind, valueOf(kind)])) as Record<AddressName, T>;
}

/** Addresses that somebody has, of whatever else is known of them. */
export function addressesOf(
  known: Partial<Record<AddressName, string | undefined>>,
): Partial<Record<AddressName, string>> {
  const held = ADDRESS_NAMES.flatMap((kind) => (known[kind] === undefined ? [] : [[kind, known[kind]] as const]));
  return Object.fromEntries(held);
}

function isByMessage(one: ChannelDefinition): one is MessageChannel {
  return one.reaches === 'byMessage';
}
