import type { ActionLabels } from '../domain/labels/stage-labels';
import { STAGE_LABELS } from '../domain/stages/labels';

/** What people read of the actions of stages, by the action's name. */
export const ACTION_LABELS: Readonly<Record<string, ActionLabels>> = Object.fromEntries(
  Object.values(STAGE_LABELS).flatMap(({ actions }) => Object.entries<ActionLabels>(actions)),
);

/** For the documents: data with which each action could be sent. A test holds that every action has one that parses. */
export const ACTION_EXAMPLES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.entries(ACTION_LABELS).map(([action, { example }]) => [action, example])),
  note: { text: '客户来电补充：购买时店员曾说可以退。' },
  attach: { title: '商品照片', uri: 'https://files.example.com/photos/1042.jpg' },
  reassign: { task: 'main/investigate/1/findings', person: 'wei', reason: '原经办人出差' },
  escalate: { task: 'main/judge/1/judge', reason: '超出本岗权限' },
  declareMajor: { reason: '多名客户反映同一批次' },
  promise: { at: '2026-09-30T17:00:00+08:00', what: '电话告知检测结果' },
  pause: { waitsFor: 'customer', reason: '等客户寄回发票', until: '2026-10-15T17:00:00+08:00' },
  resume: { reason: '客户已寄回发票' },
  receiveMessage: {
    channel: 'sms',
    text: '可以，就按第一个方案',
    answers: { action: 'answerOffer', data: { accepted: true, option: 1, round: 1 } },
  },
  merge: { into: 'C260930-4K7QMXJ', reason: '同一客户就同一件事重复投诉' },
  absorb: {
    ...{ from: 'C260930-4K7QMXJ', part: 1, by: 'mei', hears: true, respondents: ['jun'], reason: '同一件事' },
    intake: { category: 'quality', channel: 'phone', complainant: { phone: '13800000000' }, text: '电饭煲漏电' },
    words: [{ by: 'customer', channel: 'sms', text: '手也麻了', at: '2026-09-30T10:00:00+08:00' }],
  },
  release: { from: 'C260930-4K7QMXJ' },
  joinIncident: { incident: 'M260930-4K7QMXJ' },
  leaveIncident: { incident: 'M260930-4K7QMXJ' },
  adoptAnswer: {
    incident: 'M260930-4K7QMXJ',
    findings: { by: 'wei', cause: '插座接触不良', causeCode: 'socket', persons: [] },
  },
  extendLimit: { clock: 'resolution', more: 'P10D', reason: '检测机构尚未出具报告' },
  withdraw: { reason: '客户表示问题已解决' },
  reopen: { reason: '客户反映同一问题再次出现' },
  decideByHand: { answer: { department: 'quality' } },
  recordCost: { what: '委托第三方检测', amountFen: 80_000 },
  reportViolation: { kind: 'falseConfirmation', person: 'jun', finding: '监控显示未核对商品即签字' },
  spotCheck: { reason: '月末抽查' },
};
