import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { CHANNELS, MESSAGE_CHANNELS } from '../../domain/channels/channels';
import type { MessageChannel } from '../../domain/channels/channel-definition';
import type { Channel, Channels, ChannelWorld } from './channel';
import { sendingBy } from './channel';

const FILE = 'channel.ts';

const action = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function', 'a function');
/** That a file exports a channel at all; its types were checked when it was compiled. */
const channelSchema = z.strictObject({
  definition: z.looseObject({ name: z.string() }),
  configuration: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.instanceof(z.ZodType)),
  open: action,
});

/** A folder that can't be used as a channel. The worker must not start without it, nor with half of it. */
export class ChannelBroken extends Error {
  override readonly name = 'ChannelBroken';
}

/**
 * Reads how the messages of every channel leave, by name. Synchronously, because it is done once, when a process starts.
 * @throws ChannelBroken for a channel without its file, a file that exports none, and a folder that no list knows
 */
export function readChannels(): ReadonlyMap<string, Channel> {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const unknown = folders.find(({ name }) => !(CHANNELS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new ChannelBroken(`${join(__dirname, unknown.name)} is in no list: add it to definitions.ts`);
  return new Map(MESSAGE_CHANNELS.map((definition) => [definition.name, readChannel(definition)]));
}

function readChannel(definition: MessageChannel): Channel {
  const path = join(__dirname, definition.name, FILE);
  const { default: exported } = createRequire(join(__dirname, 'registry.ts'))(path) as { default?: unknown };
  const { success, error } = channelSchema.safeParse(exported);
  if (!success) throw new ChannelBroken(`${path} exports no channel by default:\n${z.prettifyError(error)}`);
  const channel = exported as Channel;
  if (channel.definition !== definition)
    throw new ChannelBroken(`${path} is of the channel "${channel.definition.name}", not of "${definition.name}"`);
  return channel;
}

/** The variables of the environment that the channels read. */
export function channelVariables(channels: ReadonlyMap<string, Channel> = readChannels()): z.ZodRawShape {
  return Object.assign({}, ...[...channels.values()].map(({ configuration }) => configuration)) as z.ZodRawShape;
}

/**
 * Opens every channel.
 * @param config what the variables of `channelVariables` came to
 */
export function openChannels(
  config: Readonly<Record<string, unknown>>,
  world: ChannelWorld,
  channels: ReadonlyMap<string, Channel> = readChannels(),
): Channels {
  return new Map(
    [...channels].map(([name, { definition, open }]) => [name, sendingBy(definition, open({ ...config }, world))]),
  );
}
