import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import { earlierOf, KNOWN_BY } from '../case/earlier';
import type { Earlier } from '../case/earlier';
import { vaultFor } from '../case/opening';
import { wordsFor } from '../case/words-for';
import type { Deps } from '../deps';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { Problem } from '../problem';

const text = z.string().trim().min(2).max(200).optional();
const titled = z.object({ id: z.string(), title: bilingualSchema });

const earlierSchema = z
  .object({
    no: z.string(),
    matched: z.array(z.enum(KNOWN_BY)).meta({ description: 'What is the same.' }),
    name: z.string().optional().meta({ description: 'Of who complained, where phone, account or name are the same.' }),
    policy: titled,
    category: titled.optional(),
    recordedAt: z.iso.datetime().optional(),
    status: z.enum(['new', 'open', 'resolved', 'closed']),
    step: titled.optional().meta({ description: 'Current step of the main line.' }),
    end: z.string().optional(),
    costFen: z.int().optional().meta({ description: 'Cost of the agreed remedies.' }),
  })
  .meta({ id: 'EarlierComplaint' });

/** What somebody who calls has complained of before. */
export const earlier = defineOperation({
  id: 'findEarlier',
  method: 'get',
  path: '/earlier',
  tag: 'Complaints',
  title: both('来电人的历史投诉', 'Earlier complaints of the caller'),
  help: both(
    '按完整电话、账号、姓名或产品查找，未结的在前；只含我可以知道投诉人是谁的投诉。每分钟至多 60 次；打开内容会记入日志。',
    'Found by the complete phone number, the account, the name or the product, open complaints first. Only complaints whose complainant you may know. At most 60 requests per minute. Each reading is logged.',
  ),
  who: 'acting',
  querySchema: z.strictObject({ phone: text, account: text, name: text, product: text }),
  answers: { 200: { description: 'Complaints found.', schema: z.object({ items: z.array(earlierSchema) }) } },
  handle: async (call) => {
    const { deps, actor, query } = call;
    if (KNOWN_BY.every((by) => query[by] === undefined))
      throw invalid([
        { field: '?phone', code: 'required', message: both('至少填写一项。', 'Give at least one of these.') },
      ]);
    const wait = deps.lookUps.take(actor.id);
    if (wait !== undefined)
      throw new Problem('TooManyRequests', {
        detail: both(`查找过于频繁，请在 ${wait} 秒后再试。`, `Too many look-ups. Try again in ${wait} seconds.`),
        headers: { 'Retry-After': String(wait) },
      });
    const found = await earlierOf(deps, actor, query, vaultFor(call));
    return { status: 200, body: { items: await Promise.all(found.map((one) => shown(deps, one))) } };
  },
});

async function shown(deps: Deps, { read, matched, name }: Earlier): Promise<z.output<typeof earlierSchema>> {
  const { state, policy } = read;
  const words = await wordsFor(deps, policy);
  const main = state.lines['main'];
  const step = main?.status === 'running' ? main.step : undefined;
  const category = state.intake?.category;
  return {
    ...{ no: state.no, matched: [...matched], status: state.status },
    policy: { id: state.policy.id, title: policy?.title ?? both(state.policy.id, state.policy.id) },
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category: { id: category, title: words.category(category) } }),
    ...(state.recordedAt === undefined ? {} : { recordedAt: state.recordedAt }),
    ...(step === undefined ? {} : { step: { id: step, title: words.step(`main/${step}`) } }),
    ...(state.end === undefined ? {} : { end: state.end }),
    ...(state.accepted === undefined ? {} : { costFen: state.accepted.options.costFen }),
  };
}
