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
      help: both('材料存放在别处的，填写链接。', 'A link to evidence that is stored elsewhere.'),
    },
    file: {
      title: both('文件', 'File'),
      help: both('照片、PDF、录音或文本，上传后加密保存。', 'A photo, PDF, recording or text. It is stored encrypted.'),
    },
  },
  rules: [
    { when: { uri: 'missing' }, needs: ['file'] },
    { when: { file: 'missing' }, needs: ['uri'] },
  ],
  example: { title: '商品照片', uri: 'https://files.example.com/photos/1042.jpg' },
};
