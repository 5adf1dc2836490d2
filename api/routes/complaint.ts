import { both } from '../../domain/values/text';
import { detailOf, detailSchema } from '../case/detail';
import { numberOf, numberPath } from '../case/number';
import { vaultFor } from '../case/opening';
import { forReader } from '../case/penalties';
import { readCase } from '../case/read-case';
import { wayOf } from '../case/way';
import { wordsFor } from '../case/words-for';
import { absorbedIn } from '../case/absorbed-in';
import { defineOperation } from '../operation';

/** One complaint, as it stands now. */
export const complaint = defineOperation({
  id: 'readComplaint',
  method: 'get',
  path: '/complaints/{no}',
  tag: 'Complaints',
  title: both('查看投诉', 'Read a complaint'),
  help: both(
    '包含每一项已获答复的操作。打开加密内容会记入日志。',
    'Includes every action that was answered. Access to encrypted texts is logged.',
  ),
  who: 'staff',
  pathSchema: numberPath,
  answers: { 200: { description: 'The complaint.', schema: detailSchema } },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor } = call;
    const read = forReader(actor, await readCase(deps, numberOf(call.path), actor));
    const events = await absorbedIn(deps, read.state);
    const detail = {
      ...detailOf(read, actor, await wordsFor(deps, read.policy), events),
      visited: await wayOf(deps.models, read.state.no),
    };
    return { status: 200, body: await vaultFor(call).openDeep(detail, read.state.no) };
  },
});
