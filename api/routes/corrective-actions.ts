import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { formatNumber, normaliseComplaintNumber, normaliseNumber } from '../../domain/values/complaint-number';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import { instantSchema } from '../../domain/time/instant';
import type { CorrectiveActionState } from '../../domain/linked-cases/corrective-action/state';
import type { Actor } from '../../domain/file/envelope';
import { localDateOf } from '../../domain/time/local-time';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { refusalOfPlace } from '../../domain/linked-cases/judge';
import { refuse } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import type { CorrectiveActionInput } from '../../workflows/messages';
import { vaultFor } from '../case/opening';
import type { Deps } from '../deps';
import type { FieldError } from '../problem';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { policyFor } from '../policies';
import { refused } from '../problem';
import { actOn } from '../proceedings/act';
import { operationsOf, proceedingAnswerSchema } from '../proceedings/operations';
import { startProceeding } from '../proceedings/start';
import { plainText } from '../text-schema';

const TAG = 'Corrective actions';
const staffId = () => z.string().min(1).max(100);
const facts = z.record(z.string(), z.unknown());
const phaseSchema = z.enum(['plan', 'carryOut', 'verify', 'watch', 'count', 'assess']);
const aimSchema = z.enum(['corrective', 'preventive']);

/** Reading a corrective action, and everything people do to it. */
const pages = operationsOf<CorrectiveActionState>({
  ...{ kind: CORRECTIVE_ACTION, path: '/corrective-actions', name: 'CorrectiveAction', tag: TAG },
  title: both('纠正预防措施', 'corrective action'),
  from: ({ models }) => models.correctiveActions,
  facts: {
    ...{ phase: phaseSchema, aim: aimSchema },
    owner: staffId().meta({ description: 'Staff id.' }),
    category: z.string().min(1).max(100),
  },
  shown: ({ origin, aim, what, category, owner, phase, dueAt, watchUntil, rounds, outcome, notes, rules }) => ({
    ...{ origin, aim, what, category, owner, phase, dueAt, watchUntil, rounds, outcome, notes },
    roles: { overseer: rules.overseer, verifier: rules.verifier },
  }),
  shownToNamed: ['aim', 'what', 'category', 'owner', 'phase', 'dueAt'],
  shownSchema: {
    origin: z.object({ cases: z.array(z.string()), incident: z.string().optional() }).optional(),
    aim: aimSchema,
    what: z.string(),
    category: z
      .string()
      .optional()
      .meta({ description: 'Department whose complaints are counted. Absent: all complaints of the policy.' }),
    owner: z.string().optional().meta({ description: 'Staff id. Absent until the overseer assigns an owner.' }),
    phase: phaseSchema,
    dueAt: z.iso.datetime().optional(),
    watchUntil: z.iso.datetime().optional(),
    rounds: z.array(facts).optional().meta({
      description:
        'Each round with the report, the verifier, the complaints before and after (`effect`) and the assessment. The last round is in progress.',
    }),
    outcome: z.enum(['effective', 'givenUp']).optional(),
    notes: z.int().optional(),
    roles: z.object({ overseer: z.string(), verifier: z.string() }).optional(),
  },
  examples: {
    nameOwner: { owner: 'chen', dueAt: '2026-12-31T10:00:00Z', reason: '原责任人调岗' },
    changeDueTime: { dueAt: '2026-12-31T10:00:00Z', reason: '设备未到' },
    reportCompletion: { evidence: '已增开两个收银台', documents: ['排班表 2026-12'] },
    verify: { finding: '现场查看属实' },
    sendBack: { reason: '只开了一个' },
    assess: { effective: true, finding: '投诉减少一半' },
    giveUp: { reason: '合并到另一措施' },
    note: { text: '供应商下周到场' },
  },
});

const open = defineOperation({
  id: 'openCorrectiveAction',
  method: 'post',
  path: '/corrective-actions',
  tag: TAG,
  title: both('纠正预防措施立项', 'Open a corrective action'),
  help: both(
    '来自一件或多件投诉，或来自批量事件。相同的 Idempotency-Key 得到相同的编号。',
    'From one or more complaints, or from an incident. The same Idempotency-Key returns the same number.',
  ),
  who: 'acting',
  bodySchema: z
    .strictObject({
      policy: z.string().max(100).optional(),
      cases: z.array(z.string().max(40)).max(500).default([]),
      incident: z.string().max(40).optional(),
      aim: aimSchema.default('corrective'),
      what: plainText,
      owner: staffId(),
      dueAt: instantSchema().optional(),
      category: z.string().max(100).optional(),
    })
    .refine(({ cases, incident }) => cases.length > 0 || incident !== undefined, {
      path: ['cases'],
      message: 'name the complaints or the incident it comes from',
    }),
  bodyExample: { cases: ['C260930-4K7QMXJ'], what: '增开收银台', owner: 'chen', category: 'service' },
  headers: ['Idempotency-Key'],
  answers: {
    201: { description: 'Opened. `Location` is the address of the corrective action.', schema: proceedingAnswerSchema },
  },
  problems: [
    'NotFound',
    'WrongRole',
    'WrongPlace',
    'NotAllowedByPolicy',
    'KeyReused',
    'AnswerLate',
    'EngineUnavailable',
  ],
  handle: async (call) => {
    const { deps, actor, body } = call;
    const { policy, calendar, hash } = await policyFor(deps, body.policy);
    const rules = policy.correctiveActions;
    if (rules === undefined)
      throw refused(
        refuse('NotAllowedByPolicy', 422, both('此办法没有纠正预防措施。', 'This policy has no corrective actions.')),
      );
    if (!actor.roles.includes(rules.overseer))
      throw refused(
        refuse('WrongRole', 403, both('此操作由办法指定的岗位进行。', `Only the role ${rules.overseer} may do this.`)),
      );
    const { origin, places } = await checkPlan(deps, policy, actor, body);
    const key = call.key ?? randomUUID();
    // From the key, so that a repeat finds what the first request has made.
    const seed = createHash('sha256')
      .update(JSON.stringify([actor.id, key]))
      .digest();
    const no = formatNumber('correctiveAction', localDateOf(deps.clock().getTime(), calendar.zone), seed);
    await vaultFor(call).sealerForNew(no);
    const input: CorrectiveActionInput = {
      ...{ no, by: actor },
      opening: { policy: { id: policy.id, version: policy.version, bundleHash: hash }, rules },
    };
    await startProceeding(deps, 'correctiveAction', input, key);
    const action = CORRECTIVE_ACTION.actions.get('plan');
    if (action === undefined) throw new Error('a corrective action is opened by its plan');
    const { aim, what, owner, dueAt, category } = body;
    const data = {
      ...{ origin, aim, what, owner },
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(category === undefined ? {} : { category }),
      ...(places.length === 0 ? {} : { places }),
    };
    const asked = { kind: CORRECTIVE_ACTION, no, action, data };
    const { answer } = await actOn({ ...call, key, respondAsync: false }, asked, deps.models.correctiveActions);
    call.log.info({ no, staff: actor.id }, 'corrective action opened');
    return {
      status: 201,
      headers: { Location: `/api/v1/corrective-actions/${no}`, 'Idempotency-Key': key },
      body: answer,
    };
  },
});

/**
 * What a plan names, there is; answers where it comes from, by numbers as we write them, and the places of that.
 * @throws Problem Invalid naming the fields; WrongPlace where who plans holds no post at, or above, each place
 */
async function checkPlan(
  deps: Deps,
  { categories }: Pick<CompiledPolicy, 'categories'>,
  actor: Actor,
  plan: {
    cases: string[];
    incident?: string | undefined;
    owner: string;
    dueAt?: string | undefined;
    category?: string | undefined;
  },
): Promise<Pick<CorrectiveActionState, 'origin'> & { places: (readonly string[])[] }> {
  const { models } = deps;
  const errors: FieldError[] = [];
  const wrong = (field: string, zh: string, en: string): void =>
    void errors.push({ field, code: 'invalid_value', message: both(zh, en) });
  const cases: string[] = [];
  const paths = new Map<string, readonly string[]>();
  for (const [i, text] of plan.cases.entries()) {
    const no = normaliseComplaintNumber(text);
    const entry = no === undefined ? undefined : await models.register.entry(no);
    if (entry !== undefined) {
      cases.push(entry.no);
      if (entry.places !== undefined) paths.set(entry.places.join('/'), entry.places);
    } else wrong(`cases.${i}`, '没有此编号的投诉。', 'No complaint has this number.');
  }
  const incident = plan.incident === undefined ? undefined : normaliseNumber('incident', plan.incident);
  const opened = incident === undefined ? undefined : await models.incidents.get(incident);
  for (const path of opened?.places ?? []) paths.set(path.join('/'), path);
  if (plan.incident !== undefined && opened === undefined)
    wrong('incident', '没有此编号的批量事件。', 'No incident has this number.');
  if (plan.category !== undefined && categories[plan.category] === undefined)
    wrong('category', '此办法没有这个类别。', `Available: ${Object.keys(categories).join(', ')}.`);
  if (plan.dueAt !== undefined && Date.parse(plan.dueAt) <= deps.clock().getTime())
    wrong('dueAt', '期限必须晚于现在。', 'The due time must be in the future.');
  if (errors.length > 0) throw invalid(errors);
  await checkOwner(deps, plan.owner, 'owner');
  const places = [...paths.values()];
  const refusal = refusalOfPlace(places, actor);
  if (refusal !== undefined) throw refused(refusal);
  return { origin: { cases: [...new Set(cases)], ...(incident === undefined ? {} : { incident }) }, places };
}

/** @throws Problem Invalid for who is not on the staff */
async function checkOwner({ models }: Deps, owner: string, field: string): Promise<void> {
  if (models.directory.person(owner) === undefined) await models.directory.refresh();
  if (models.directory.person(owner)?.active === true) return;
  const message = both('没有此员工。', 'No staff member has this id.');
  throw invalid([{ field, code: 'invalid_value', message }]);
}

export const correctiveActions = [open, ...pages];
