import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { CHANNELS_PAGE, channelsPage } from './channels-page';

async function write(): Promise<void> {
  const options = await resolveConfig(CHANNELS_PAGE);
  writeFileSync(CHANNELS_PAGE, await format(channelsPage(), { ...options, filepath: CHANNELS_PAGE }));
  console.log('docs/channels.md is written.');
}

void write();
