import { z } from 'zod';
import { event } from '../../event';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** Something worth keeping in the file; changes nothing else. */
export const note = defineAnytimeAction({
  name: 'note',
  keeps: 'nothing',
  movesOn: true,
  who: 'staff',
  title: both('备注', 'Note'),
  help: both('添加一条备注。', 'Add a note to the file.'),
  openToRespondent: true,
  data: (text) => z.strictObject({ text }),
  events: {
    NoteAdded: event<{ text: string }>({
      ...{ audience: 'staff', searched: true },
      apply: (state) => ({ notes: state.notes + 1 }),
    }),
  },
  apply: ({ message }) => [{ type: 'NoteAdded', data: message.data }],
});
