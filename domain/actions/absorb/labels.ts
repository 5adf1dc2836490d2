import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { absorb } from './definition';

export const absorbLabels: AnytimeLabels<typeof absorb> = {
  sentences: {
    ComplaintAbsorbed: (e) =>
      e.has('intake')
        ? both(
            `${e.text('from')} 并入本案，其内容一并转入。`,
            `Merged into this complaint with all content: ${e.text('from')}.`,
          )
        : both(
            `${e.text('from')} 的更多内容转入本案。`,
            `Further content of ${e.text('from')} was added to this complaint.`,
          ),
  },
  fields: {
    from: { title: both('被并入的投诉', 'Merged complaint') },
    via: {
      title: both('经由', 'Via'),
      help: both('此前已并入的那件投诉。', 'The complaint into which it had been merged before.'),
    },
    part: { title: both('第几部分', 'Part') },
    by: { title: both('并案人', 'Merged by') },
    byFor: { title: both('代谁并案', 'Merged for') },
    places: { title: both('并案人所在单位', 'Places of the person who merged') },
    reason: { title: both('并案理由', 'Reason') },
    intake: { title: both('投诉内容', 'Intake'), help: both('只随第一部分发送。', 'Only with the first part.') },
    recordedAt: { title: both('登记时间', 'Recorded at') },
    respondents: { title: both('被投诉人', 'Persons named in the complaint') },
    department: { title: both('责任部门', 'Department') },
    given: { title: both('已给予的补救', 'Remedies given') },
    hears: { title: both('须告知其客户', 'Customer to be notified') },
    references: { title: both('材料', 'References') },
    words: { title: both('往来内容', 'Messages') },
  },
  example: {
    ...{ from: 'C260930-4K7QMXJ', part: 1, by: 'mei', hears: true, respondents: ['jun'], reason: '同一件事' },
    intake: { category: 'quality', channel: 'phone', complainant: { phone: '13800000000' }, text: '电饭煲漏电' },
    words: [{ by: 'customer', channel: 'sms', text: '手也麻了', at: '2026-09-30T10:00:00+08:00' }],
  },
};
