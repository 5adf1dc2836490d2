import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../text';
import type { absorb } from './definition';

export const absorbLabels: AnytimeLabels<typeof absorb> = {
  sentences: {
    ComplaintAbsorbed: (e) =>
      e.has('intake')
        ? both(`${e.text('from')} 并入本案，其内容一并转入。`, `Merged into this, with all it says: ${e.text('from')}.`)
        : both(`${e.text('from')} 的更多内容转入本案。`, `More was taken over of what ${e.text('from')} says.`),
  },
  fields: {
    from: { title: both('被并入的投诉', 'Merged complaint') },
    via: {
      title: both('经由', 'By way of'),
      help: both('此前已并入的那件投诉。', 'The complaint into which it had been merged before.'),
    },
    part: { title: both('第几部分', 'Part') },
    by: { title: both('并案人', 'Merged by') },
    byFor: { title: both('代谁并案', 'In place of') },
    places: { title: both('并案人所在单位', 'Places of whoever merges') },
    reason: { title: both('并案理由', 'Reason') },
    intake: { title: both('投诉内容', 'Intake'), help: both('只随第一部分发送。', 'With the first part alone.') },
    recordedAt: { title: both('登记时间', 'Recorded at') },
    respondents: { title: both('被投诉人', 'Persons complained about') },
    department: { title: both('责任部门', 'Department') },
    given: { title: both('已给予的补救', 'Remedies given') },
    hears: { title: both('须告知其客户', 'Its customer is told') },
    references: { title: both('材料', 'References') },
    words: { title: both('往来内容', 'What was said') },
  },
  example: {
    ...{ from: 'C260930-4K7QMXJ', part: 1, by: 'mei', hears: true, respondents: ['jun'], reason: '同一件事' },
    intake: { category: 'quality', channel: 'phone', complainant: { phone: '13800000000' }, text: '电饭煲漏电' },
    words: [{ by: 'customer', channel: 'sms', text: '手也麻了', at: '2026-09-30T10:00:00+08:00' }],
  },
};
