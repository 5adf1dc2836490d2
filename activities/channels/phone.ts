import { both } from '../../domain/text';
import type { ChannelByPerson } from './channel';

export const phone: ChannelByPerson = {
  name: 'phone',
  title: both('电话', 'Phone'),
  byPerson: true,
  help: both(
    '由工作人员致电客户，接通并说明后确认。',
    'A person calls the customer and confirms it once they have spoken.',
  ),
};
