import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
import type { AskName, UnaskedName } from './asks';
import type { Proof } from './proof';
import type { Stage } from './standing';

/** What a customer can send from their pages. */
export type Doing = AskName | UnaskedName;

/** What the pages say. */
export const W = {
  switchTo: both('English', '中文'),
  yourComplaint: both('您的投诉', 'Your complaint'),
  number: both('投诉编号', 'Complaint number'),
  recordedAt: both('登记时间', 'Recorded'),
  about: both('事由', 'About'),
  toldUs: both('您反映的情况', 'What you told us'),
  demand: both('您的要求', 'What you ask for'),
  wrote: both('您之后的留言', 'What you have written since'),
  wroteAt: both('您在 {time} 给我们留言。', 'You wrote to us on {time}.'),
  isRead: both('已有人查看。', 'We have read it.'),
  isUnread: both('尚未查看。', 'We have not read it yet.'),
  stands: both('目前进度', 'Where it stands'),
  isHere: both('目前在这一步', 'now'),
  isDone: both('已完成', 'done'),
  hears: both('何时有消息', 'When you hear from us'),
  hearsBy: both('最迟 {time} 给您消息。', 'By {time} at the latest.'),
  hearsLate: both(
    '我们本应在 {time} 前给您消息，已经超时，抱歉。我们会尽快联系您。',
    'You should have heard from us by {time}. We are late, and we apologise.',
  ),
  hearsYou: both('我们在等您的答复。', 'We are waiting for your answer.'),
  hearsPaused: both(
    '我们在等第三方的答复，有了结果就告诉您。',
    'We are waiting for a third party and will inform you of the result.',
  ),
  hearsUnknown: both(
    '时间还定不下来，一有进展就告诉您。',
    'We cannot name a date yet. We will inform you as soon as there is news.',
  ),
  hearsOver: both('已经答复，无需再等。', 'We have answered. There is nothing to wait for.'),
  askYou: both('请您答复', 'What we ask you'),
  askNothing: both('目前没有需要您做的事。', 'There is nothing you need to do now.'),
  more: both('您还可以', 'What else you can do'),
  merged: both(
    '这件投诉已并入 {no}，一并办理，答复也会发给您。',
    'This complaint is handled together with {no}. You will receive the answer to both.',
  ),
  mergedWithOthers: both(
    '同一件事还有别人投诉，已合并办理。答复也会发给您。',
    'Others complained about the same matter, and we handle these complaints together. You will receive the answer too.',
  ),
  send: both('发送', 'Send'),
  back: both('返回', 'Back'),
  goOn: both('继续', 'Continue'),
  yes: both('是', 'Yes'),
  no: both('否', 'No'),
  proofTitle: both('请先确认是您本人', 'Please confirm who you are'),
  wrongProof: both('与我们登记的不一致，请再试一次。', 'This does not match our records. Please try again.'),
  tooOften: both('试错次数过多，请 {minutes} 分钟后再试。', 'Too many attempts. Try again in {minutes} minutes.'),
  unknownTitle: both('此链接无法打开', 'This link does not open'),
  unknown: both(
    '链接可能有误，也可能已过期或已更换。请核对链接，或向接待您的人员索取新链接。',
    'The link may be mistyped, expired or replaced. Check it, or ask the person you spoke with for a new one.',
  ),
  failedTitle: both('暂时打不开', 'Temporarily unavailable'),
  failed: both('我们的系统出了问题，请稍后再试。', 'Something went wrong on our side. Please try again later.'),
  busyTitle: both('还没有发出', 'Not sent yet'),
  busy: both(
    '系统正忙，不确定是否收到。请稍等片刻再发送一次；重复发送只算一次。',
    'We could not confirm that it arrived. Wait a moment and send it again. It counts only once.',
  ),
  sendAgain: both('再次发送', 'Send again'),
  changed: both(
    '情况刚刚有变化，您的答复未登记。请看现在的情况。',
    'This has just changed, and your answer was not recorded. Please see the current status.',
  ),
  oldForm: both('页面打开太久，请重新发送。', 'This page was open for too long. Please send it again.'),
  colon: both('：', ': '),
  worth: both('合计金额或价值', 'What it is worth in all'),
  offerTitle: both('我们提出的方案', 'What we offer'),
  offerName: both('第 {round} 轮方案 {option}', 'Option {option} of round {round}'),
  accept: both('接受此方案', 'Accept this'),
  refuse: both('不接受', 'Decline this'),
  acceptTitle: both('请核对后确认', 'Please check before you send'),
  accepting: both(
    '我接受第 {round} 轮方案 {option}：{remedies}，合计金额或价值 {cost}。',
    'I accept option {option} of round {round}: {remedies}, worth {cost} in all.',
  ),
  refusing: both(
    '我不接受第 {round} 轮方案 {option}：{remedies}，合计金额或价值 {cost}。',
    'I decline option {option} of round {round}: {remedies}, worth {cost} in all.',
  ),
  acceptAfter: both(
    '确认后我们即按此办理，不能再改。',
    'Once you send this, we carry it out. You cannot change it later.',
  ),
  refuseAfter: both('如还有其他方案，我们会接着向您提出。', 'If there is another option, we offer it to you next.'),
  tooLong: both('请填写文字，最多 {most} 个字。', 'Please write something, {most} characters at most.'),
  choose: both('请选择一项。', 'Please choose one.'),
  leave: both('退出此页', 'Leave this page'),
  left: both('您已退出', 'You have left the page'),
  leftMore: both('再次查看请重新打开链接。', 'Open the link again whenever you like.'),
} as const satisfies Record<string, Bilingual>;

export const STAGE_WORDS: Readonly<Record<Stage, Bilingual>> = {
  received: both('已受理', 'We have it'),
  lookedInto: both('正在处理', 'We are looking into it'),
  answered: both('已给您答复或方案', 'We have answered you'),
  finished: both('已办结', 'Closed'),
};

/** What is asked as proof, and how it is typed. */
export const PROOF_WORDS: Readonly<Record<Proof, { ask: Bilingual; mode: 'numeric' | 'email' | 'text' }>> = {
  phone: {
    ask: both('您登记的电话号码的后四位', 'The last four digits of the phone number you gave us'),
    mode: 'numeric',
  },
  email: { ask: both('您登记的电子邮箱', 'The email address you gave us'), mode: 'email' },
  account: {
    ask: both('您登记的会员号、户号的后四位', 'The last four characters of the account number you gave us'),
    mode: 'text',
  },
};

/** What a page that sends something is called, what it asks, and what is said once it was sent. */
export const DOING_WORDS: Readonly<Record<Doing, { title: Bilingual; text: Bilingual; done: Bilingual }>> = {
  offer: {
    title: both('答复方案', 'Answer the offer'),
    text: both('还想说的话（可不填）', 'Anything to add (optional)'),
    done: both('已收到您的答复。', 'We have your answer.'),
  },
  record: {
    title: both('核对记录', 'Check our record'),
    text: both('哪里不对？', 'What is wrong in it?'),
    done: both('已收到您的核对结果。', 'We have your answer.'),
  },
  rating: {
    title: both('评价处理结果', 'Rate how we handled it'),
    text: both('还想说的话（可不填）', 'Anything to add (optional)'),
    done: both('谢谢您的评价。', 'Thank you for rating us.'),
  },
  withdrawal: {
    title: both('确认撤回投诉', 'Confirm that you withdraw'),
    text: both('还想说的话（可不填）', 'Anything to add (optional)'),
    done: both('已收到您的答复。', 'We have your answer.'),
  },
  message: {
    title: both('给我们留言', 'Write to us'),
    text: both('您想说什么？', 'What would you like to tell us?'),
    done: both('已收到您的留言。', 'We have your message.'),
  },
  withdraw: {
    title: both('撤回投诉', 'Withdraw the complaint'),
    text: both('原因（可不填）', 'Why (optional)'),
    done: both(
      '已收到您的撤回申请，我们会再与您核实。',
      'We have received it, and will confirm it with you before we close the complaint.',
    ),
  },
  reopen: {
    title: both('对答复有异议', 'Object to the answer'),
    text: both('哪里没有解决？', 'What has not been resolved?'),
    done: both('已重新受理。', 'We have reopened your complaint.'),
  },
};

/** Questions of pages that ask more than words. */
export const QUESTIONS = {
  confirmed: both('我们记录得对吗？', 'Did we record it correctly?'),
  satisfied: both('您对处理结果满意吗？', 'Are you satisfied with the result?'),
  rating: both('您给几分？（1 分最低，5 分最高）', 'Your rating (1 is lowest, 5 is highest)'),
  withdraws: both('您确定撤回投诉、不再继续吗？', 'Do you really withdraw the complaint?'),
} as const;

/** A text with values in it. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
