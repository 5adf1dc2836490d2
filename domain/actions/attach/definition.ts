import { z } from 'zod';
import { event } from '../../event';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** A reference to evidence kept elsewhere (photo, recording, document). */
export const attach = defineAnytimeAction({
  name: 'attach',
  keeps: 'more',
  movesOn: true,
  who: 'staff',
  title: both('附上材料', 'Attach evidence'),
  help: both('登记存放在别处的证据。', 'Record evidence that is stored elsewhere.'),
  openToRespondent: true,
  data: (text, { link }) => z.strictObject({ title: text, uri: link }),
  events: {
    ReferenceAttached: event<{ title: string; uri: string }>({
      audience: 'staff',
      apply: (state, { title, uri }, event) => ({
        references: [...state.references, { title, uri, at: event.at }],
      }),
    }),
  },
  apply: ({ message }) => [{ type: 'ReferenceAttached', data: message.data }],
});
