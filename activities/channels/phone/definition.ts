import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** Somebody calls the customer, and says so once they have spoken. */
export const phone = defineWay({
  name: 'phone',
  title: both('电话', 'Phone'),
  words: both('电话', 'phone'),
  reaches: 'byPerson',
});
