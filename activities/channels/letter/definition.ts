import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** Paper. */
export const letter = defineWay({
  name: 'letter',
  title: both('来函', 'Letter'),
  words: both('来函', 'letter'),
  reaches: 'nobody',
});
