import { z } from 'zod';
import { yuanOf } from '../../domain/values/money';
import { CLAIM_STATUSES, CLAIM_TITLES, nextOf } from '../../domain/penalties/supplier-claim';
import { both } from '../../domain/values/text';
import type { SupplierClaim } from '../../models/supplier-claims';
import { vaultFor } from '../case/opening';
import { csvFile } from '../csv';
import { defineOperation } from '../operation';
import { pageQuery, pageSchema, Paging } from '../paging';
import { checkMaySeeAll } from '../penalties/month';
import { Problem } from '../problem';
import { FINANCE } from '../roles';
import { plainText } from '../text-schema';

const status = z.enum(CLAIM_STATUSES);
const claimSchema = z
  .object({
    id: z.string(),
    no: z.string().meta({ description: 'Complaint number.' }),
    supplier: z.string(),
    amountFen: z.int(),
    percent: z.number().meta({ description: 'Share of the loss borne by the supplier.' }),
    status,
    next: z.array(status).meta({ description: 'Possible next statuses.' }),
    steps: z.array(
      z.object({
        status,
        at: z.iso.datetime(),
        by: z.string().optional(),
        amountFen: z.int().optional(),
        note: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'SupplierClaim' });
const filter = { status: status.optional(), supplier: z.string().min(1).max(100).optional() };

/** What suppliers owe for their shares of losses. */
export const claims = defineOperation({
  id: 'listClaims',
  method: 'get',
  path: '/claims',
  tag: 'Claims',
  title: both('供应商追偿', 'Claims against suppliers'),
  help: both('限财务和主管。', 'For finance and managers.'),
  who: 'staff',
  querySchema: z.strictObject({ ...filter, ...pageQuery }),
  answers: { 200: { description: 'The oldest complaint first.', schema: pageSchema(claimSchema) } },
  problems: ['RoleMissing'],
  handle: async (call) => {
    const { deps, actor, query } = call;
    await checkMaySeeAll(deps, actor, [FINANCE]);
    const { status: wanted, supplier, ...page } = query;
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listClaims', query });
    const found = await deps.models.supplierClaims.list({ status: wanted, supplier }, paging.request(page));
    const vault = vaultFor(call);
    const items = await Promise.all(found.items.map((claim) => vault.openDeep(shown(claim), claim.no)));
    return { status: 200, body: paging.answer({ ...found, items }, page) };
  },
});

const MOST_IN_FILE = 10_000;

export const claimsFile = defineOperation({
  id: 'readClaimsFile',
  method: 'get',
  path: '/claims/finance.csv',
  tag: 'Claims',
  title: both('追偿明细', 'Supplier claims as CSV'),
  help: both('每笔追偿一行，最多一万行；金额为元。', 'One line per claim, at most ten thousand. Amounts in yuan.'),
  who: 'staff',
  querySchema: z.strictObject(filter),
  answers: { 200: { description: 'UTF-8 with a byte order mark.', type: 'text/csv' } },
  problems: ['RoleMissing'],
  handle: async ({ deps, actor, query }) => {
    await checkMaySeeAll(deps, actor, [FINANCE]);
    const { items } = await deps.models.supplierClaims.list(query, { limit: MOST_IN_FILE });
    const columns = ['id', 'no', 'supplier', 'share', 'claimed', 'status', 'since', 'by', 'settled'];
    const rows = items.map((claim) => {
      const last = claim.steps.at(-1);
      const settled = claim.steps.findLast(({ amountFen }) => amountFen !== undefined)?.amountFen;
      return [
        ...[idOf(claim.key), claim.no, claim.supplier, claim.percent, yuanOf(claim.amountFen), claim.status],
        ...[last?.at ?? '', last?.by ?? '', settled === undefined ? '' : yuanOf(settled)],
      ];
    });
    return csvFile('supplier-claims', columns, rows);
  },
});

/** Somebody takes a claim a step further; every step is kept. */
export const moveClaim = defineOperation({
  id: 'moveClaim',
  method: 'post',
  path: '/claims/{id}',
  tag: 'Claims',
  title: both('更新追偿', 'Update a claim'),
  help: both(
    '限财务和主管。`agreed`、`paid` 可写明金额；`writtenOff` 须写明理由。重复提交同一状态不再记录。',
    'For finance and managers. `agreed` and `paid` may carry an amount; `writtenOff` needs a note. Repeating the same status changes nothing.',
  ),
  who: 'acting',
  pathSchema: z.object({ id: z.string().min(1).max(300) }),
  bodySchema: z
    .strictObject({ status, amountFen: z.int().min(0).optional(), note: plainText.optional() })
    .refine((step) => step.status !== 'writtenOff' || step.note !== undefined, {
      path: ['note'],
      message: 'writing off a claim requires a reason',
    }),
  bodyExample: { status: 'agreed', amountFen: 46_669 },
  answers: { 200: { description: 'The current claim.', schema: claimSchema } },
  problems: ['RoleMissing', 'NotFound', 'UnknownOption', 'Erased'],
  handle: async (call) => {
    const { deps, actor, log, path, body } = call;
    await checkMaySeeAll(deps, actor, [FINANCE]);
    const { supplierClaims } = deps.models;
    const known = await supplierClaims.byKey(keyOf(path.id));
    if (known === undefined)
      throw new Problem('NotFound', { detail: both('没有此笔追偿。', 'There is no such claim.') });
    const vault = vaultFor(call);
    const { note, amountFen } = body;
    const moved = await supplierClaims.move(known.key, {
      ...{ status: body.status, at: deps.clock().toISOString(), by: actor.id },
      ...(amountFen === undefined ? {} : { amountFen }),
      ...(note === undefined ? {} : { note: (await vault.sealerFor(known.no))(note) }),
    });
    if (moved === undefined) throw notFrom(known);
    log.info({ staff: actor.id, no: known.no, status: moved.status }, 'supplier claim moved');
    return { status: 200, body: await vault.openDeep(shown(moved), moved.no) };
  },
});

function notFrom({ status: from }: SupplierClaim): Problem {
  const ways = nextOf(from);
  const title = CLAIM_TITLES[from];
  return new Problem('UnknownOption', {
    detail: both(`${title.zh}的追偿不能如此变更。`, `A claim with status "${title.en}" cannot change to this status.`),
    ...(ways.length === 0 ? {} : { wayOut: both(`可改为：${ways.join('、')}`, `Possible:  ${ways.join(', ')}`) }),
  });
}

function shown({ key, ...claim }: SupplierClaim) {
  return { id: idOf(key), ...claim, next: [...nextOf(claim.status)] };
}

/** A key as part of an address: its slashes would be read as the address's own. */
function idOf(key: string): string {
  return key.replaceAll('/', '~');
}

function keyOf(id: string): string {
  return id.replaceAll('~', '/');
}
