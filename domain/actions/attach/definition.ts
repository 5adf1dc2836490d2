import { z } from 'zod';
import { event } from '../../event';
import { both } from '../../values/text';
import { placeOf } from '../../attachments/reference';
import { defineAnytimeAction } from '../anytime';

/** Evidence (photo, recording, document): a file that was uploaded to the case, or a reference to where it is kept. */
export const attach = defineAnytimeAction({
  name: 'attach',
  keeps: 'more',
  movesOn: true,
  who: 'staff',
  title: both('附上材料', 'Attach evidence'),
  help: both(
    '附上已上传的文件，或登记存放在别处的证据。',
    'Attach an uploaded file, or record evidence that is stored elsewhere.',
  ),
  openToRespondent: true,
  data: (text, { link, file }) =>
    z
      .strictObject({ title: text, uri: link.optional(), file: file.optional() })
      .refine(({ uri, file: one }) => uri !== undefined || one !== undefined, {
        path: ['file'],
        message: 'a file or an address',
      }),
  events: {
    ReferenceAttached: event<{ title: string; uri?: string; file?: string }>({
      audience: 'staff',
      apply: (state, { title, uri, file }, event) => ({
        references: [...state.references, { title, ...placeOf({ uri, file }), at: event.at }],
      }),
    }),
  },
  apply: ({ message }) => [{ type: 'ReferenceAttached', data: message.data }],
});
