import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { serveNotice } from './definition';

export const serveNoticeLabels: StageLabels<typeof serveNotice> = {
  sentences: {
    NoticeServed: (e) => {
      const at = e.words.time(e.text('receivedAt'));
      return both(`通知已送达，对方于 ${at} 签收。`, `The notice was delivered and received at ${at}.`);
    },
    NoticeUndelivered: () => both('通知未能送达。', 'The notice could not be delivered.'),
  },
  actions: {
    recordService: {
      fields: {
        delivered: { title: both('已送达', 'Delivered') },
        receivedAt: { title: both('签收时间', 'Received at') },
        method: { title: both('送达方式', 'Method') },
        proof: { title: both('送达凭证', 'Proof') },
        comment: { title: both('说明', 'Comment') },
      },
      example: {
        delivered: true,
        receivedAt: '2026-09-30T14:00:00+08:00',
        method: 'mail',
        proof: '挂号信回执 RE20260930',
      },
    },
  },
};
