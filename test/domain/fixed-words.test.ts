import { channelWords, endWords } from '../../domain/labels/fixed-words';
import { CHANNELS } from '../../domain/channels/channels';
import { allPolicies } from '../support/policies';

/** Every end that a policy can come to, as its steps name them. */
function endsOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'end' && typeof value === 'string' ? [value] : endsOf(value),
  );
}

test('every end of every policy has words in Chinese', () => {
  const ends = new Set([...allPolicies().values()].flatMap(({ policy }) => endsOf([policy.main, policy.tracks])));
  expect(ends.size).toBeGreaterThan(15);
  const wordless = [...ends, 'duplicate'].filter((end) => endWords(end).zh === end);
  expect(wordless).toEqual([]);
});

test('every way by which people are reached has words', () => {
  for (const channel of CHANNELS) expect(channelWords(channel).zh).not.toBe(channel);
});
