import { both } from '../words/both';

export const W = {
  views: both('视图', 'Views'),
  none: both('还没有保存的视图。', 'No saved views yet.'),
  save: both('保存当前筛选…', 'Save these filters …'),
  saveTitle: both('保存视图', 'Save a view'),
  name: both('名称', 'Name'),
  share: both('共享给', 'Share with'),
  shareHelp: both('担任这些角色的人都会看到。', 'Everybody in these roles will see it.'),
  typed: both('搜索的文字不保存，可能涉及客户。', 'The search words are not saved: they may name a customer.'),
  kept: both('保存', 'Save'),
  shared: both('共享', 'shared'),
  remove: both('删除', 'Delete'),
  close: both('关闭', 'Close'),
};
