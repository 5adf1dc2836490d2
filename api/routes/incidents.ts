import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressesOf, byAddress } from '../../domain/channels/channels';
import { formatNumber, normaliseComplaintNumber } from '../../domain/values/complaint-number';
import { INCIDENT } from '../../domain/linked-cases/incident';
import { isTaken } from '../../domain/file/keys-taken';
import { listNameSchema } from '../../domain/linked-cases/incident/actions';
import type { IncidentState } from '../../domain/linked-cases/incident/state';
import { localDateOf } from '../../domain/time/local-time';
import { refusalOfPlace } from '../../domain/linked-cases/judge';
import { refuse } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import type { Contact } from '../../models/contact-lists';
import type { IncidentInput } from '../../workflows/messages';
import { vaultFor } from '../case/opening';
import { otherPlace, seesPlace } from '../case/seen-places';
import { invalid } from '../invalid';
import type { SignedCall } from '../operation';
import { defineOperation } from '../operation';
import { policyFor } from '../policies';
import { refused } from '../problem';
import { actOn } from '../proceedings/act';
import {
  addressSchema,
  contactSchema,
  MOST_CONTACTS,
  MOST_CONTACTS_AT_ONCE,
  readContacts,
} from '../proceedings/contacts';
import { noSuchProceeding, proceedingNumber, proceedingPath } from '../proceedings/number';
import { operationsOf, proceedingAnswerSchema } from '../proceedings/operations';
import { startProceeding } from '../proceedings/start';
import { encodingOf, encodingSchema } from '../table-encoding';
import { flag } from '../paging';

const TAG = 'Incidents';
const facts = z.record(z.string(), z.unknown());

/** Reading an incident, and everything people do to it. */
const pages = operationsOf<IncidentState>({
  ...{ kind: INCIDENT, path: '/incidents', name: 'Incident', tag: TAG, title: both('批量事件', 'incident') },
  from: ({ models }) => models.incidents,
  shown: async (state, { models }, reader) => ({
    ...{ alike: state.alike, findings: state.findings, answer: state.answer, warned: state.warned },
    ...{ contacts: state.contacts, contacting: state.contacting, notes: state.notes },
    roles: { handler: state.rules.handler, approver: state.rules.approver },
    members: await Promise.all(
      Object.entries(state.members)
        .filter(([, { places }]) => seesPlace(reader, places))
        .map(async ([no, member]) => ({
          no,
          ...member,
          case: await models.register.entry(no),
        })),
    ),
  }),
  shownSchema: {
    alike: facts.optional().meta({ description: 'Rule and values by which the complaints were found similar.' }),
    findings: facts.optional(),
    answer: facts.optional(),
    warned: z.array(facts),
    contacts: z.array(facts).meta({ description: 'Lists of other customers, and the progress of contacting them.' }),
    contacting: facts.optional(),
    notes: z.int(),
    roles: z.object({ handler: z.string(), approver: z.string() }),
    members: z
      .array(facts)
      .meta({ description: 'Each linked complaint with what was delivered to it and its register entry (`case`).' }),
  },
  examples: {
    link: { cases: ['C260930-4K7QMXJ'], reason: '同一批次' },
    unlink: { case: 'C260930-4K7QMXJ', reason: '批号不同' },
    submitFindings: { cause: '插座接触不良', causeCode: 'socket', persons: [] },
    propose: { options: [{ remedies: [{ kind: 'apology', params: {} }] }] },
    startContacting: { text: '批号 2609 的电饭煲请停止使用，可到任一门店退货。' },
    note: { text: '已通知供应商' },
  },
});

const open = defineOperation({
  id: 'openIncident',
  method: 'post',
  path: '/incidents',
  tag: TAG,
  title: both('设立批量事件', 'Open an incident'),
  help: both(
    '把若干投诉设为一个批量事件。相同的 Idempotency-Key 得到相同的编号。',
    'Groups complaints into one incident. The same Idempotency-Key returns the same number.',
  ),
  who: 'acting',
  bodySchema: z.strictObject({
    policy: z.string().max(100).optional(),
    cases: z.array(z.string().max(40)).min(1).max(500),
  }),
  bodyExample: { cases: ['C260930-4K7QMXJ'] },
  headers: ['Idempotency-Key'],
  answers: {
    201: { description: 'Opened. `Location` is the address of the incident.', schema: proceedingAnswerSchema },
  },
  problems: [
    'NotFound',
    'WrongRole',
    'WrongPlace',
    'NotAllowedByPolicy',
    'KeyReused',
    'AlreadySo',
    'AnswerLate',
    'EngineUnavailable',
  ],
  handle: async (call) => {
    const { deps, actor, body } = call;
    const { policy, calendar, hash } = await policyFor(deps, body.policy);
    const rules = policy.incidents;
    if (rules === undefined)
      throw refused(refuse('NotAllowedByPolicy', 422, both('此办法没有批量事件。', 'This policy has no incidents.')));
    await checkCases(call, body.cases);
    const key = call.key ?? randomUUID();
    // From the key, so that a repeat finds what the first request has made.
    const seed = createHash('sha256')
      .update(JSON.stringify([actor.id, key]))
      .digest();
    const no = formatNumber('incident', localDateOf(deps.clock().getTime(), calendar.zone), seed);
    await vaultFor(call).sealerForNew(no);
    const input: IncidentInput = {
      ...{ no, by: actor },
      opening: { policy: { id: policy.id, version: policy.version, bundleHash: hash }, rules },
    };
    const link = INCIDENT.actions.get('link');
    if (link === undefined || !link.who({ ...INCIDENT.empty(no), rules }).some((role) => actor.roles.includes(role)))
      throw refused(
        refuse('WrongRole', 403, both('此操作由办法指定的岗位进行。', `Only the role ${rules.handler} may do this.`)),
      );
    await startProceeding(deps, 'incident', input, key);
    const asked = { kind: INCIDENT, no, action: link, data: { cases: body.cases } };
    const { answer } = await actOn({ ...call, key, respondAsync: false }, asked, deps.models.incidents);
    call.log.info({ no, staff: actor.id }, 'incident opened');
    return { status: 201, headers: { Location: `/api/v1/incidents/${no}`, 'Idempotency-Key': key }, body: answer };
  },
});

/** Members are complaints that there are, of places where who opens holds a post. */
async function checkCases({ deps, actor }: SignedCall, cases: readonly string[]): Promise<void> {
  const errors = await Promise.all(
    cases.map(async (text, i) => {
      const no = normaliseComplaintNumber(text);
      const entry = no === undefined ? undefined : await deps.models.register.entry(no);
      if (entry !== undefined && !seesPlace(actor, entry.places)) throw otherPlace();
      if (entry !== undefined) return [];
      const message = both('没有此编号的投诉。', 'No complaint has this number.');
      return [{ field: `cases.${i}`, code: 'invalid_value', message }];
    }),
  );
  if (errors.flat().length > 0) throw invalid(errors.flat());
}

const listedSchema = z.object({
  list: z.string(),
  stored: z.int().meta({ description: 'Number of newly added people.' }),
  total: z.int().meta({ description: 'Current size of the list.' }),
  encoding: encodingSchema,
});

const contacts = defineOperation({
  id: 'listIncidentContacts',
  method: 'post',
  path: '/incidents/{no}/contacts',
  tag: TAG,
  title: both('上传其他客户名单', 'Upload a list of other customers'),
  help: both(
    `姓名和联系方式加密保存；尚不联系任何人。名单名称相同即为同一名单，最多 ${MOST_CONTACTS} 人，每次最多 ${MOST_CONTACTS_AT_ONCE} 人：较长的名单分段上传，用 \`from\` 写明第一人的序号（从 1 起），除最后一段外均写 \`more\`。可用 \`csv\` 代替 \`contacts\`，列为 \`name\`、\`email\`、\`phone\`、\`language\`；也可直接以 text/csv 发送，其余写在查询参数中。任何一处有误则全部不收，并逐处指出行和列。重复上传不会增加任何人。`,
    `Names and contacts are encrypted; nobody is contacted yet. Lists with the same name are the same list. A list has at most ${MOST_CONTACTS} people, at most ${MOST_CONTACTS_AT_ONCE} per request. Send a longer list in parts, each with the position of its first person (\`from\`, starting at 1), and all but the last with \`more\`. Instead of \`contacts\`, send \`csv\` with the columns \`name\`, \`email\`, \`phone\`, \`language\`, or the table itself as text/csv with the other values in the query. A single error rejects the whole request; every error is listed by line and column. Sending the same list again adds nobody.`,
  ),
  who: 'acting',
  pathSchema: proceedingPath('incident'),
  bodySchema: z
    .strictObject({
      list: listNameSchema(),
      contacts: z.array(contactSchema).min(1).max(MOST_CONTACTS_AT_ONCE).optional(),
      csv: z.string().min(1).max(400_000).optional(),
      from: z.int().min(1).max(MOST_CONTACTS).default(1),
      more: z.boolean().default(false),
    })
    .refine((body) => (body.contacts === undefined) !== (body.csv === undefined), {
      path: ['contacts'],
      message: 'give either "contacts" or "csv"',
    }),
  csvQuery: z.strictObject({
    list: listNameSchema(),
    from: z.coerce.number().int().min(1).max(MOST_CONTACTS).optional(),
    more: flag.optional(),
  }),
  bodyExample: { list: 'batch-2609-1', contacts: [{ name: '王小明', email: 'wang@example.com' }] },
  headers: ['Idempotency-Key'],
  answers: {
    200: { description: 'Stored and registered.', schema: listedSchema.extend(proceedingAnswerSchema.shape) },
    202: { description: 'Stored. The list is registered with its last part.', schema: listedSchema },
  },
  problems: [
    ...(['NotFound', 'WrongRole', 'WrongPlace', 'KeyReused', 'AlreadySo', 'NotYet', 'Closed', 'Erased'] as const),
    ...(['AnswerLate', 'EngineUnavailable'] as const),
  ],
  handle: async (call) => {
    const { deps, actor, body } = call;
    const { list, from } = body;
    const no = proceedingNumber('incident', call.path);
    const state = await deps.models.incidents.get(no);
    if (state === undefined) throw noSuchProceeding('incident');
    const action = INCIDENT.actions.get('listContacts');
    if (action === undefined || !action.who(state).some((role) => actor.roles.includes(role)))
      throw refused(
        refuse(
          'WrongRole',
          403,
          both('此操作由办法指定的岗位进行。', `Only the role ${state.rules.handler} may do this.`),
        ),
      );
    const refusal = refusalOfPlace(state.places, actor);
    if (refusal !== undefined) throw refused(refusal);
    const people = body.contacts ?? readContacts(body.csv ?? '');
    const total = from - 1 + people.length;
    const key = call.key ?? randomUUID();
    if (!isTaken(state.keys, deps.fingerprint.keyOf(actor.id, key)))
      await checkPart(call, state, { list, from, total });
    const seal = await vaultFor(call).sealerFor(no);
    const tokens = deps.models.searchKeys.tokenIndex;
    const sealed = people.map(({ name, language, ...addresses }): Contact => ({
      ...(name === undefined ? {} : { name: seal(name) }),
      ...Object.fromEntries(Object.entries(addressesOf(addresses)).map(([kind, address]) => [kind, seal(address)])),
      ...{ language, tokens: tokens.addresses(addresses) },
    }));
    const stored = await deps.models.contacts.store(no, list, sealed, from);
    call.log.info({ no, list, from, stored, staff: actor.id }, 'contacts stored');
    const encoding = encodingOf(call.table);
    if (body.more) return { status: 202, body: { list, stored, total, ...encoding } };
    const asked = { kind: INCIDENT, no, action, data: { list, total } };
    const { answer } = await actOn({ ...call, key, respondAsync: false }, asked, deps.models.incidents);
    call.log.info({ no, list, total, staff: actor.id }, 'contacts listed');
    return { status: 200, headers: { 'Idempotency-Key': key }, body: { list, stored, total, ...encoding, ...answer } };
  },
});

/** Nothing is stored for a list that takes no more, and none has a gap: what is missing would be told nobody. */
async function checkPart(
  { deps }: SignedCall,
  { no, status, contacts }: IncidentState,
  { list, from, total }: { list: string; from: number; total: number },
): Promise<void> {
  if (status === 'closed') throw refused(refuse('Closed', 409, both('批量事件已关闭。', 'Incident closed.')));
  if (contacts.some((one) => one.list === list))
    throw refused(refuse('AlreadySo', 409, both('此名单已登记。', 'This list is already registered.')));
  if (total > MOST_CONTACTS)
    throw invalid([
      {
        field: 'from',
        code: 'too_big',
        message: both(`名单最多 ${MOST_CONTACTS} 人。`, `A list may have at most ${MOST_CONTACTS} people.`),
      },
    ]);
  if (from > 1 && (await deps.models.contacts.after(no, list, from - 2, 1)).length === 0)
    throw refused(
      refuse(
        'NotYet',
        409,
        both('前一段尚未上传。', 'The previous part has not been uploaded yet.'),
        both('请按顺序上传各段。', 'Upload the parts in order.'),
      ),
    );
}

const optOut = defineOperation({
  id: 'optOutOfIncidents',
  method: 'post',
  path: '/incidents/opt-outs',
  tag: TAG,
  title: both('登记不愿接收通知', 'Register an opt-out'),
  help: both(
    '此人今后不再收到批量事件的通知；只保存加密散列。',
    'This person receives no further notices of any incident. Only a keyed hash is kept.',
  ),
  who: 'acting',
  bodySchema: z.strictObject(byAddress((kind) => addressSchema(kind).optional())),
  bodyExample: { phone: '13800000000' },
  answers: { 200: { description: 'Kept.', schema: z.object({ optedOut: z.int() }) } },
  handle: async ({ deps, body }) => {
    const { tokenIndex } = deps.models.searchKeys;
    const tokens = tokenIndex.addresses(body);
    for (const token of tokens) await deps.models.contacts.optOut(token);
    return { status: 200, body: { optedOut: tokens.length } };
  },
});

export const incidents = [open, optOut, ...pages, contacts];
