import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const CHANNELS = join('activities', 'channels');

/**
 * Of what the domain is made, by paths from the project's root: its room, and the definitions of channels, each of which
 * stands beside its transport.
 */
export const DOMAIN_SOURCES: readonly string[] = [
  'domain',
  join(CHANNELS, 'definitions.ts'),
  ...readdirSync(join(__dirname, '..', CHANNELS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(CHANNELS, name, 'definition.ts')),
];
