import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** The customer stands before whoever takes it down. */
export const counter = defineWay({
  name: 'counter',
  title: both('服务台', 'Service desk'),
  words: both('服务台', 'service desk'),
  reaches: 'nobody',
});
