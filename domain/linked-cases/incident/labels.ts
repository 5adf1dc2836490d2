import type { SentencesOf } from '../../labels/sentences-of';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { INCIDENT_EVENTS } from './events';

export const INCIDENT_SENTENCES: SentencesOf<typeof INCIDENT_EVENTS> = {
  IncidentOpened: (e) =>
    e.has('alike')
      ? both(
          '同类投诉达到办法规定的件数，系统设立批量事件。',
          'The number of similar complaints reached the limit of the policy. The system opened the incident.',
        )
      : both(`${e.who.zh}设立批量事件。`, `${e.who.en} opened the incident.`),
  StaffWarned: (e) => {
    const role = e.words.role(e.text('role'));
    return e.text('status') === 'succeeded'
      ? both(`已预警${role.zh}。`, `Warning sent to ${role.en}.`)
      : both(`未能预警${role.zh}。`, `The warning to ${role.en} could not be sent.`);
  },
  MembersLinked: (e) =>
    both(
      `${e.who.zh}加入投诉 ${e.list('cases').length} 件。`,
      `${e.who.en} linked ${e.list('cases').length} complaints.`,
    ),
  MemberUnlinked: (e) =>
    both(`${e.who.zh}移出投诉 ${e.text('case')}。`, `${e.who.en} unlinked the complaint ${e.text('case')}.`),
  MembersTold: (e) => {
    const { zh, en } = TOLD_WORDS[e.text('what')] ?? both(e.text('what'), e.text('what'));
    const count = Object.keys(e.inner('outcomes')).length;
    return both(`已将${zh}送达 ${count} 件投诉。`, `Sent to ${count} complaints: ${en}.`);
  },
  MembersClosed: (e) =>
    both(`${e.list('cases').length} 件投诉已关闭。`, `${e.list('cases').length} complaints have ended.`),
  IncidentInvestigated: (e) => both(`${e.who.zh}提交统一调查结果。`, `${e.who.en} submitted the joint findings.`),
  AnswerProposed: (e) => both(`${e.who.zh}提出统一答复。`, `${e.who.en} proposed the joint answer.`),
  AnswerPriced: (e) => {
    const cost = e.words.money(e.number('costFen'));
    return both(`统一答复每件成本 ${cost.zh}。`, `The joint answer costs ${cost.en} per complaint.`);
  },
  AnswerUnfit: () =>
    both('统一答复的补救方案有误，已退回。', 'The remedies of the joint answer are invalid. The answer was sent back.'),
  AnswerApproved: (e) => both(`${e.who.zh}批准统一答复。`, `${e.who.en} approved the joint answer.`),
  AnswerRejected: (e) => both(`${e.who.zh}退回统一答复。`, `${e.who.en} rejected the joint answer.`),
  ContactsListed: (e) =>
    both(
      `${e.who.zh}登记其他客户名单，共 ${e.number('total')} 人。`,
      `${e.who.en} registered a list of ${e.number('total')} other customers.`,
    ),
  ContactingStarted: (e) =>
    both(`${e.who.zh}开始联系其他客户。`, `${e.who.en} started contacting the other customers.`),
  ContactingStopped: (e) =>
    both(`${e.who.zh}停止联系其他客户。`, `${e.who.en} stopped contacting the other customers.`),
  CustomersContacted: (e) =>
    both(
      `名单至第 ${e.number('upTo')} 人：告知 ${e.number('told')}，未达 ${e.number('failed')}，不愿接收 ${e.number('optedOut')}，重复 ${e.number('repeated')}。`,
      `The list up to number ${e.number('upTo')}: ${e.number('told')} notified, ${e.number('failed')} not reached, ${e.number('optedOut')} opted out, ${e.number('repeated')} repeated.`,
    ),
  IncidentNoted: (e) => both(`${e.who.zh}添加了备注。`, `${e.who.en} added a note.`),
  IncidentClosing: (e) =>
    both(
      `${e.who.zh}结束批量事件，待各投诉关闭。`,
      `${e.who.en} is closing the incident. The linked complaints close first.`,
    ),
  IncidentClosed: () => both('批量事件已关闭。', 'Incident closed.'),
};

const TOLD_WORDS: Readonly<Record<string, Bilingual>> = {
  join: both('加入批量事件的通知', 'notice of linking to the incident'),
  findings: both('统一调查结果', 'the findings'),
  answer: both('统一答复', 'the answer'),
  leave: both('退出批量事件的通知', 'notice of unlinking from the incident'),
};
