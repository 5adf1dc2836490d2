import { defineWay } from '../../../domain/channel-definition';
import { both } from '../../../domain/text';

/** Paper. */
export const letter = defineWay({
  name: 'letter',
  title: both('信函', 'Letter'),
  words: both('信函', 'letter'),
  reaches: 'nobody',
});
