import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** Somebody tells the customer on the spot or at their door, and says so. */
export const visit = defineWay({
  name: 'visit',
  title: both('当面', 'In person'),
  words: both('来访', 'visit'),
  reaches: 'byPerson',
});
