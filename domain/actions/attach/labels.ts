import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { attach } from './definition';

export const attachLabels: AnytimeLabels<typeof attach> = {
  sentences: {
    ReferenceAttached: (e) => both(`${e.who.zh}登记了材料。`, `${e.who.en} attached evidence.`),
  },
  fields: {
    title: { title: both('材料名称', 'Title') },
    uri: {
      title: both('存放地址', 'Address'),
      help: both(
        '证据所在的链接，材料本身不在本系统保存。',
        'A link to where it is kept; the evidence itself is not stored here.',
      ),
    },
  },
  example: { title: '商品照片', uri: 'https://files.example.com/photos/1042.jpg' },
};
