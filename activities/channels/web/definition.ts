import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** A form on a website: what comes in without saying how has come so. */
export const web = defineWay({
  name: 'web',
  title: both('网站', 'Web'),
  words: both('网站', 'web'),
  reaches: 'nobody',
});
