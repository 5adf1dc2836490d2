import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { fieldWork } from './definition';

export const fieldWorkLabels: StageLabels<typeof fieldWork> = {
  sentences: {
    FixturesMoved: (e) =>
      both(`${e.who.zh}经业主同意移动了设施。`, `${e.who.en} moved fixtures with the customer’s consent.`),
    DamageReported: (e) => {
      const price = e.words.money(e.number('amountFen'));
      return both(`${e.who.zh}登记损坏，价值 ${price.zh}。`, `${e.who.en} reported damage worth ${price.en}.`);
    },
    VerballyApproved: (e) => {
      const person = e.words.person(e.text('approvedBy'));
      return both(
        `${e.who.zh}经${person}口头同意后继续。`,
        `${e.who.en} continued with the verbal approval of ${person}.`,
      );
    },
    WorkFinished: (e) => both(`${e.who.zh}完工并试用。`, `${e.who.en} finished and tested the work.`),
    WorkUnfinished: () => both('本次上门未能完工。', 'The work could not be finished on this visit.'),
    DamageSettled: (e) => {
      const price = e.words.money(e.number('amountFen'));
      return e.is('paid')
        ? both(`损坏按价赔偿 ${price.zh}。`, `Compensation for the damage: ${price.en}.`)
        : both('损坏不予赔偿，已说明理由。', 'No compensation for the damage; the reason was given.');
    },
    VerbalConfirmed: (e) => both(`${e.who.zh}补录了口头批准。`, `${e.who.en} confirmed the verbal approval.`),
    VerbalDenied: () => both('口头批准未获确认。', 'The verbal approval was not confirmed.'),
  },
  actions: {
    moveFixtures: {
      fields: {
        what: { title: both('移动物品', 'Items moved') },
        consented: { title: both('业主同意', 'Customer consents') },
      },
      example: { what: '洗衣机', consented: true },
    },
    reportDamage: {
      fields: {
        what: { title: both('损坏物品', 'Items damaged') },
        amountFen: { title: both('价值（分）', 'Value (fen)') },
        apologised: { title: both('已致歉', 'Apologised') },
      },
      example: { what: '瓷砖一块', amountFen: 4_000, apologised: true },
    },
    goOnVerbally: {
      fields: {
        what: { title: both('请示事项', 'Matter') },
        approvedBy: { title: both('批准人', 'Approved by') },
        at: { title: both('批准时间', 'Approved at') },
      },
      example: { what: '借用备件', approvedBy: 'zong', at: '2026-10-12T14:30:00+08:00' },
    },
    finishWork: {
      fields: {
        done: { title: both('已完工', 'Finished') },
        finding: { title: both('检修情况', 'Finding') },
        tested: { title: both('已试用', 'Tested') },
        parts: { title: both('更换部件', 'Parts replaced') },
      },
      example: {
        done: true,
        finding: '主板烧毁，已更换',
        tested: true,
        parts: [{ kind: 'terminal', oldNumber: 'GT-1001', newNumber: 'GT-2002' }],
      },
    },
    settleDamage: {
      fields: {
        paid: { title: both('赔偿', 'Pay compensation') },
        amountFen: { title: both('赔偿金额（分）', 'Amount (fen)') },
        reason: { title: both('原因', 'Reason') },
      },
      rules: [{ when: { paid: [false] }, needs: ['reason'] }],
      example: { paid: true },
    },
    confirmVerbal: {
      fields: {
        confirmed: { title: both('属实', 'Confirmed') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { confirmed: true },
    },
  },
};
