import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';

/** What the pages say on which customers lodge a complaint. */
export const L = {
  title: both('我要投诉', 'Make a complaint'),
  intro: both(
    '每页一个问题，大约三分钟。提交前您可以逐项核对。',
    'One question a page, about three minutes. You check everything before you send it.',
  ),
  needed: both(
    '请留下电话或邮箱：我们据此答复，您也凭它查看进度。不需要注册账号。',
    'Leave a phone number or an email address: we answer there, and with it you can follow your complaint. You need no account.',
  ),
  privacy: both(
    '您填写的内容只用于处理这件投诉，加密保存；提交之前不保存。',
    'What you write is used for this complaint only and is stored encrypted. Nothing is stored before you send it.',
  ),
  start: both('开始', 'Start'),
  goOn: both('继续', 'Continue'),
  back: both('上一步', 'Back'),
  switchTo: both('English', '中文'),
  aboutWhat: both('您要投诉哪方面的事？', 'What is your complaint about?'),
  where: both('事情发生在哪里？', 'Where did it happen?'),
  chooseOne: both('请选择', 'Please choose'),
  category: both('属于哪一类？', 'What kind of problem is it?'),
  text: both('发生了什么？', 'What happened?'),
  textHelp: both(
    '请写明经过。请勿填写银行卡号、密码或身份证号。',
    'Describe it in your own words. Leave out card numbers, passwords and identity numbers.',
  ),
  when: both('哪一天发生的？', 'On which day did it happen?'),
  demand: both('您希望怎样解决？', 'What would you like us to do?'),
  demandHelp: both('没有具体要求可以不填。', 'Leave it empty if you ask for nothing in particular.'),
  demandText: both('您的要求', 'What you ask for'),
  amount: both('涉及金额（元）', 'Amount in yuan'),
  contact: both('怎样联系您？', 'How can we reach you?'),
  name: both('姓名', 'Name'),
  phone: both('电话', 'Phone'),
  email: both('邮箱', 'Email'),
  contactHelp: both('电话和邮箱至少填一项。', 'Give a phone number or an email address, or both.'),
  optional: both('（可不填）', ' (optional)'),
  yes: both('是', 'Yes'),
  no: both('否', 'No'),
  notGiven: both('未填', 'Not given'),
  checkTitle: both('请核对后提交', 'Check your answers before you send them'),
  change: both('更改', 'Change'),
  truth: both('提交即表示以上内容属实。', 'By sending this you confirm that it is true to the best of your knowledge.'),
  send: both('提交投诉', 'Send the complaint'),
  wrongTitle: both('请更正以下内容', 'There is a problem'),
  wrongPrefix: both('有误：', 'Error: '),
  leaveEmpty: both('此处请留空', 'Leave this field empty'),
  doneTitle: both('投诉已收到', 'We have received your complaint'),
  doneNumber: both('投诉编号', 'Complaint number'),
  doneNext: both(
    '我们会按您留下的方式联系您。请保存编号和下面的链接。',
    'We will contact you in the way you gave us. Keep the number and the link below.',
  ),
  doneLink: both('查看进度', 'Follow your complaint'),
  doneProof: both(
    '打开时须填写您所留电话的后四位，没有留电话的填写邮箱。',
    'It asks for the last four digits of your phone number, or for your email address if you gave no number.',
  ),
  doneChanged: both(
    '这份投诉此前已经提交，之后的改动没有登记。请打开下面的链接留言补充。',
    'This complaint had already been sent, and later changes were not recorded. Open the link below to add them.',
  ),
  another: both('再投诉一件事', 'Make another complaint'),
  later: both(
    '系统正忙，不确定是否收到。您填写的内容都在下面，请稍等片刻再提交一次；重复提交只算一次。',
    'We could not confirm that it arrived. Everything you wrote is still below. Wait a moment and send it again. It counts only once.',
  ),
  tooMany: both(
    '暂时不能再从网上提交。您填写的内容都在下面，请一小时后再试，或打电话、到店提出。',
    'We cannot take more complaints online at present. Everything you wrote is still below. Try again in an hour, or contact us by phone or in person.',
  ),
  refused: both('提交未成功，请核对各项内容。', 'It could not be sent. Please check your answers.'),
  againTitle: both('请重新填写', 'Please start again'),
  again: both(
    '这份表单打开太久，或已失效，内容没有提交。',
    'This form was open for too long or is no longer valid. Nothing was sent.',
  ),
  tooLargeTitle: both('内容过长', 'Too long'),
  tooLarge: both('请返回上一页，缩短内容后再提交。', 'Go back and shorten what you wrote.'),
  noneTitle: both('暂不接受网上投诉', 'Not available online'),
  none: both('请打电话或到店提出。', 'Please contact us by phone or in person.'),
  failedTitle: both('暂时打不开', 'Temporarily unavailable'),
  failed: both(
    '系统出了问题，内容没有提交。请返回上一页，稍后再试。',
    'Something went wrong, and nothing was sent. Go back and try again later.',
  ),
} as const satisfies Record<string, Bilingual>;

/** What is wrong with what somebody filled in. */
export const FAULTS = {
  needed: both('此项必填。', 'This is required.'),
  choose: both('请选择一项。', 'Please choose one.'),
  tooLong: both('最多 {most} 个字。', 'Use {most} characters at most.'),
  date: both('请填写日期，如 2026-09-30。', 'Enter a date, such as 2026-09-30.'),
  future: both('日期不能晚于今天。', 'The day cannot be after today.'),
  money: both('请填写金额，如 39.90。', 'Enter an amount, such as 39.90.'),
  number: both('请填写数字。', 'Enter a number.'),
  phone: both('请填写完整的电话号码，如 13800000000。', 'Enter a whole phone number, such as 13800000000.'),
  email: both('请填写邮箱地址，如 name@example.com。', 'Enter an email address, such as name@example.com.'),
  one: both('请填写电话或邮箱。', 'Enter a phone number or an email address.'),
} as const satisfies Record<string, Bilingual>;
export type FaultName = keyof typeof FAULTS;
