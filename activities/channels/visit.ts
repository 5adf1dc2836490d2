import { both } from '../../domain/text';
import type { ChannelByPerson } from './channel';

export const visit: ChannelByPerson = {
  name: 'visit',
  title: both('当面', 'In person'),
  byPerson: true,
  help: both(
    '由工作人员当面或上门告知客户后确认。',
    'A person tells the customer on the spot or at their door and confirms it.',
  ),
};
