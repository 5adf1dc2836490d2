import { both } from '../words/both';

export const F = {
  choose: both('选择文件', 'Choose files'),
  chooseOne: both('选择文件', 'Choose a file'),
  hint: both(
    '也可以把文件拖到这里，或直接粘贴截图。照片、PDF、录音或文本，每个不超过 10 MB。',
    'You can also drop files here, or paste a screenshot. Photos, PDF, audio or text, up to 10 MB each.',
  ),
  uploading: both('正在上传', 'Uploading'),
  uploaded: both('已上传', 'Uploaded'),
  attached: both('已附到案件', 'Attached'),
  failed: both('没有上传', 'Not uploaded'),
  again: both('重试', 'Try again'),
  dismiss: both('知道了', 'Dismiss'),
  remove: both('换一个', 'Choose another'),
  none: both('还没有文件。', 'No files yet.'),
  open: both('打开', 'Open'),
  save: both('保存', 'Save'),
  link: both('存放在别处', 'Stored elsewhere'),
  withheld: both('内容保密', 'Withheld'),
  notAttached: both('尚未附到案件，一天后清理', 'Not attached yet; removed after a day'),
  attach: both('附到案件', 'Attach'),
};
