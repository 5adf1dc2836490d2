import { z } from 'zod';
import type { Actor } from '../../domain/envelope';
import { personsOf } from '../../domain/envelope';
import { CHANNELS } from '../../domain/intake';
import { both } from '../../domain/text';
import { SORT_FIELDS } from '../../models/register';
import type { RegisterFilter } from '../../models/register-query';
import { acceptedSchema, answerSchema } from '../case/answer-schema';
import { intakeBodySchema } from '../case/intake-body';
import { seenBy } from '../case/seen-places';
import { locationOf, registerComplaint } from '../case/register-complaint';
import { seenAnswer } from '../case/unseen';
import type { Deps } from '../deps';
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
    'Names, contacts and texts are encrypted before anything is written. The number is returned once the case has recorded ' +
      'the complaint. Send an Idempotency-Key: the same key with the same body always returns the same number.',
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
    201: { description: 'Recorded. `Location` is the address of the complaint.', schema: answerSchema },
    200: { description: 'Already recorded by an earlier request with this key.', schema: answerSchema },
    202: { description: 'Accepted for processing (`Prefer: respond-async`).', schema: acceptedSchema },
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
  stage: id.optional().meta({ description: 'Current step of the main line.' }),
  department: id.optional(),
  severity: id.optional(),
  category: id.optional().meta({ description: 'Includes subcategories.' }),
  place: id.optional().meta({ description: 'Id of a place. Includes the places below it.' }),
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
        'Words that must all occur, Chinese or English; or a complete phone number, email address or complaint number. ' +
        'Texts are encrypted; the search uses a keyed index of their words.',
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
      description: 'Path from the main category to this one, if the policy nests categories.',
    }),
    places: z.array(z.string()).optional().meta({
      description: 'Path from the top place to the place of the case. Absent if the case belongs to no place.',
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
    firstEnd: z.string().optional().meta({ description: 'Result of the first round. `end` is the final result.' }),
    firstEndedAt: z.iso.datetime().optional(),
    lastEndedAt: z.iso.datetime().optional().meta({ description: 'End of the latest round.' }),
    round: z.int(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'RegisterEntry' });

/** Cases in which this reader may not learn who complains: to find one by a phone number would tell it. */
async function hiddenFrom({ models }: Deps, actor: Actor): Promise<RegisterFilter['notFoundByWords']> {
  const about = await Promise.all(personsOf(actor).map((person) => models.pastCases.about(person)));
  return { policies: await models.confidentiality.closedTo(actor.roles), numbers: about.flat() };
}

/** The register: complaints by plain facts, found by their words. It follows the cases by moments. */
export const list = defineOperation({
  id: 'listComplaints',
  method: 'get',
  path: '/complaints',
  tag: 'Complaints',
  title: both('查询投诉', 'List complaints'),
  help: both(
    '只含不涉及个人的信息，限本人岗位所在单位及其下级的投诉；稍滞后于案件本身。',
    'Facts without personal data, limited to complaints of the places where you hold a post and the places below; ' +
      'slightly behind the cases themselves.',
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
