import { join } from 'node:path';
import { readChannels } from '../../activities/channels/registry';
import { channel, CHANNELS } from '../../domain/channels/channels';
import type { ChannelDefinition } from '../../domain/channels/channel-definition';
import { channelWords } from '../../domain/labels/fixed-words';

export const CHANNELS_PAGE = join(__dirname, '..', '..', 'docs', 'channels.md');

const HEADER = `# Channels

Ways by which complaints come in and people are reached. \`script/channels\` writes this page from \`activities/channels/\`; [adding a channel](adding-a-channel.md) says how to have another one.

| channel | 中文 | English | reaches | customer's address | staff | text of templates | variables of the worker |
| --- | --- | --- | --- | --- | --- | --- | --- |
`;

const FOOTER = `
A variable that is not set: messages land in the folder of mails (\`<data>/mails\`). A gateway's address is https, or http on the worker's own machine; what it has to offer stands in [message gateway](message-gateway.md).
`;

/** The page of channels, as the definitions make it; not formatted. */
export function channelsPage(): string {
  const channels = readChannels();
  const rows = CHANNELS.map((name) => {
    const definition = channel(name) as ChannelDefinition;
    const variables = Object.keys(channels.get(name)?.configuration ?? {}).map((one) => `\`${one}\``);
    const words = channelWords(name);
    return [`\`${name}\``, words.zh, words.en, ...reachOf(definition), variables.join(', ')];
  });
  return `${HEADER}${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n${FOOTER}`;
}

function reachOf(definition: ChannelDefinition): string[] {
  if (definition.reaches !== 'byMessage')
    return [definition.reaches === 'byPerson' ? 'by a person' : 'nobody', '', '', ''];
  const { address, ofStaff, text, unasked } = definition;
  return [
    unasked === true ? 'by itself' : 'by itself, whoever prefers it',
    `\`complainant.${address.kind}\``,
    ofStaff === undefined ? '' : `\`${ofStaff}\``,
    text === undefined ? '' : `\`${text.part}\`, up to ${text.most} characters`,
  ];
}
