import { defineWay } from '../../../domain/channel-definition';
import { both } from '../../../domain/text';

/** The customer stands before whoever takes it down. */
export const counter = defineWay({
  name: 'counter',
  title: both('柜台', 'Counter'),
  words: both('柜台', 'counter'),
  reaches: 'nobody',
});
