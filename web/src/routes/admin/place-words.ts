import { both } from '../../words/both';

export const P = {
  none: both('没有登记单位；任职和案件不分单位。', 'No places are entered: posts and cases belong to none.'),
  add: both('新增单位', 'Add a place'),
  change: both('更改', 'Change'),
  save: both('保存', 'Save'),
  remove: both('删除', 'Remove'),
  id: both('标识', 'Id'),
  idHelp: both(
    '小写字母开头，字母、数字、连字符；不再更改。',
    'A small letter, then letters, digits or hyphens. It stays for good.',
  ),
  titleZh: both('中文名称', 'Title in Chinese'),
  titleEn: both('英文名称', 'Title in English'),
  kind: both('类型', 'Kind'),
  kindHelp: both('办法中使用的类型名，如 store。', 'The word that policies use, such as store.'),
  within: both('上级单位', 'Lies within'),
  top: both('顶层', 'At the top'),
  removing: both(
    '有人任职、有案件或有下级的单位不能删除。',
    'A place at which posts are held, to which cases belong, or within which others lie stays.',
  ),
  held: both('在此任职', 'Posts held here'),
  moved: both(
    '任职和案件的可见范围按上下级计算：移动后，上级的变化立即生效。',
    'Posts count for everything below their place: after a move, the new levels above count at once.',
  ),
};
