import { z } from 'zod';
import { CHANNELS } from '../../domain/intake';
import { both } from '../../domain/text';
import { SORT_FIELDS } from '../../models/register';
import { acceptedSchema, answerSchema } from '../case/answer-schema';
import { intakeBodySchema } from '../case/intake-body';
import { hiddenFrom } from '../case/hidden-by-words';
import { seenBy } from '../case/seen-places';
import { locationOf, registerComplaint } from '../case/register-complaint';
import { seenAnswer } from '../case/unseen';
import { defineOperation } from '../operation';
import { flag, oneOrMore, pageOf, pageQuery, pageRequest, pageSchema } from '../paging';
import { instantSchema } from '../../domain/instant';

/** A complaint comes in. */
export const register = defineOperation({
  id: 'registerComplaint',
  method: 'post',
  path: '/complaints',
  tag: 'Complaints',
  title: both('登记投诉', 'Register a complaint'),
  help: both(
    '姓名、联系方式和文字在写入前加密；登记完成后返回编号。请携带 Idempotency-Key：同一键与同一内容总是得到同一编号。',
    'Names, contacts and texts are sealed before they are written anywhere; the number is answered once the case has recorded ' +
      'the complaint. Send an Idempotency-Key: the same key with the same body always gets the same number.',
  ),
  who: 'acting',
  bodySchema: intakeBodySchema,
  bodyExample: {
    category: 'quality',
    channel: 'phone',
    language: 'zh',
    complainant: { name: '王小明', phone: '13800000000' },
    text: '上周买的电饭煲第一次使用就漏电，要求退货。',
    demand: { kind: 'refund', amountFen: 39_900 },
  },
  headers: ['Idempotency-Key', 'Prefer'],
  answers: {
    201: { description: 'Recorded; `Location` is its address.', schema: answerSchema },
    200: { description: 'It was recorded by an earlier request with this key.', schema: answerSchema },
    202: { description: 'On its way (`Prefer: respond-async`).', schema: acceptedSchema },
  },
  problems: ['KeyReused', 'WrongPlace', 'StoreUnavailable', 'EngineUnavailable', 'NumberTaken', 'AnswerLate'],
  handle: async (call) => {
    const { no, key, isNew, answer } = await registerComplaint(call);
    call.log.info({ no, staff: call.actor.id, isNew }, 'registered');
    const headers = { Location: locationOf(no), 'Idempotency-Key': key };
    if (answer === undefined)
      return {
        status: 202,
        headers: { ...headers, 'Preference-Applied': 'respond-async' },
        body: { no, idempotencyKey: key },
      };
    // A repeat is answered with the case as it stands by now.
    return { status: isNew ? 201 : 200, headers, body: await seenAnswer(call.deps, call.actor, answer) };
  },
});

const id = oneOrMore(z.string().min(1).max(100));
const instant = instantSchema();

const listQuery = z.strictObject({
  policy: id.optional(),
  status: oneOrMore(z.enum(['open', 'resolved', 'closed'])).optional(),
  stage: id.optional().meta({ description: 'Step of the policy at which the main line stands.' }),
  department: id.optional(),
  severity: id.optional(),
  category: id.optional().meta({ description: 'Finds what lies within it as well.' }),
  place: id.optional().meta({ description: 'Id of a place; finds what lies within it as well.' }),
  channel: oneOrMore(z.enum(CHANNELS)).optional(),
  handler: id.optional().meta({ description: 'Staff id.' }),
  major: flag.optional(),
  dueBefore: instant.optional(),
  recordedFrom: instant.optional(),
  recordedTo: instant.optional(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({
      description:
        'Words that must all be there, Chinese or English; or, as a whole, a phone number, a mail address or a complaint number. ' +
        'Texts are sealed: what is searched is a keyed index of their words.',
    }),
  sort: z.enum(SORT_FIELDS).default('recordedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  ...pageQuery,
});

const entrySchema = z
  .object({
    no: z.string(),
    seq: z.int(),
    status: z.enum(['new', 'open', 'resolved', 'closed']),
    stage: z.string().optional(),
    policy: z.string(),
    version: z.string(),
    category: z.string().optional(),
    categories: z.array(z.string()).optional().meta({
      description: 'From the top category to this one, where the policy has categories within others.',
    }),
    places: z.array(z.string()).optional().meta({
      description: 'From the top place to the one that it belongs to; absent where it belongs to none.',
    }),
    channel: z.string().optional(),
    severity: z.string().optional(),
    major: z.boolean(),
    department: z.string().optional(),
    handler: z.string().optional(),
    recordedAt: z.iso.datetime().optional(),
    dueAt: z.iso.datetime().optional(),
    closedAt: z.iso.datetime().optional(),
    end: z.string().optional(),
    firstEnd: z.string().optional().meta({ description: 'What the first round came to; `end` is the final one.' }),
    firstEndedAt: z.iso.datetime().optional(),
    lastEndedAt: z.iso.datetime().optional().meta({ description: 'When the last round so far came to its end.' }),
    round: z.int(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'RegisterEntry' });

/** The register: complaints by plain facts, found by their words. It follows the cases by moments. */
export const list = defineOperation({
  id: 'listComplaints',
  method: 'get',
  path: '/complaints',
  tag: 'Complaints',
  title: both('查询投诉', 'List complaints'),
  help: both(
    '只含不涉及个人的信息，限本人岗位所在单位及其下级的投诉；稍滞后于案件本身。',
    'Plain facts only, nothing personal, of complaints of the places where one holds a post and of what lies within them; ' +
      'behind the cases themselves by moments.',
  ),
  who: 'staff',
  querySchema: listQuery,
  answers: { 200: { description: 'A page of the register.', schema: pageSchema(entrySchema) } },
  handle: async ({ deps, actor, query }) => {
    const { sort, order, page, perPage, ...asked } = query;
    const hidden = asked.text === undefined ? undefined : await hiddenFrom(deps, actor);
    const filter = { ...asked, ...seenBy(actor), ...(hidden === undefined ? {} : { notFoundByWords: hidden }) };
    const found = await deps.models.register.list(
      filter,
      { by: sort, descending: order === 'desc' },
      pageRequest({ page, perPage }),
    );
    return { status: 200, body: pageOf(found) };
  },
});
