import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { note } from './definition';

export const noteLabels: AnytimeLabels<typeof note> = {
  sentences: {
    NoteAdded: (e) => both(`${e.who.zh}写了备注。`, `${e.who.en} added a note.`),
  },
  fields: {
    text: { title: both('备注内容', 'Note') },
  },
  example: { text: '客户来电补充：购买时店员曾说可以退。' },
};
