import { z } from 'zod';
import { yuanOf } from '../../domain/values/money';
import { byDepartment } from '../../domain/penalties/penalty-statement';
import { both } from '../../domain/values/text';
import { vaultFor } from '../case/opening';
import { csvFile } from '../csv';
import { defineOperation } from '../operation';
import type { SignedCall } from '../operation';
import { accountsOf, closeMonth } from '../penalties/accounts';
import type { MonthAccounts } from '../penalties/accounts';
import { checkIsOver, checkMaySeeAll, maySeeAll, monthPath } from '../penalties/month';
import { Problem } from '../problem';
import { FINANCE, PAYROLL } from '../roles';
import { without } from '../without';

const fen = z.int().meta({ description: 'Fen.' });
const sums = { dueFen: fen, deductedFen: fen, waivedFen: fen, carriedFen: fen };
const bookedShape = {
  key: z.string(),
  no: z.string().meta({ description: 'Complaint number.' }),
  month: z.string().meta({ description: 'Month in which the penalty was booked.' }),
  role: z.string().optional(),
  department: z.string().optional(),
  because: z.string(),
  percent: z.number(),
  of: z.string(),
  cites: z.string().optional().meta({ description: 'The published rule of the company.' }),
};
const statementSchema = z
  .object({
    month: z.string(),
    persons: z.array(
      z.object({
        person: z.string(),
        name: z.string(),
        closed: z.boolean().meta({ description: 'Closed by payroll or finance. Until then the statement may change.' }),
        ceilingFen: fen,
        ...sums,
        lines: z.array(z.object({ ...bookedShape, amountFen: fen, carriedOver: z.boolean(), ...sums })),
        waiting: z.array(z.object({ key: z.string(), why: z.enum(['noPay', 'noBase', 'noTerms']) })),
      }),
    ),
    departments: z.array(z.object({ department: z.string(), persons: z.int(), penalties: z.int(), ...sums })),
    unassigned: z
      .array(z.object(bookedShape))
      .meta({ description: 'Booked on a role that no single person holds. Nothing is deducted from anyone’s pay.' }),
  })
  .meta({ id: 'PenaltyStatement' });

/** What a month's penalties come to: one's own for everybody, all for payroll, finance and leaders. */
export const statements = defineOperation({
  id: 'readPenaltyStatement',
  method: 'get',
  path: '/penalties/statements/{month}',
  tag: 'Penalties',
  title: both('处罚月报', 'Monthly penalty statement'),
  help: both(
    '每人可看本人的；薪酬、财务和主管可看全部（`mine=true` 只看本人）。未结月份为试算。打开工资记入日志。',
    'Staff see their own statement; payroll, finance and managers see all (`mine=true`: only their own). An open month is a preview. Access to pay is logged.',
  ),
  who: 'signedIn',
  pathSchema: monthPath,
  querySchema: z.strictObject({ mine: z.enum(['true', 'false']).default('false') }),
  answers: { 200: { description: 'By person and by department.', schema: statementSchema } },
  handle: async (call) => {
    const { deps, actor, path, query } = call;
    const all = query.mine !== 'true' && (await maySeeAll(deps, actor, READERS));
    const month = await accountsOf(deps, vaultFor(call), path.month, all ? undefined : actor.id);
    return { status: 200, body: shown(call, path.month, month) };
  },
});

const READERS = [PAYROLL, FINANCE];

/** From then on the month stays as it is. */
export const closeStatements = defineOperation({
  id: 'closePenaltyStatement',
  method: 'post',
  path: '/penalties/statements/{month}',
  tag: 'Penalties',
  title: both('结账', 'Close the statements of a month'),
  help: both(
    '月份结束且工资已导入后，由薪酬岗或财务岗结账，导入工资的人除外；已结的不再变动，可重复提交。缺工资的人留待下次。',
    'For payroll or finance, once the month has ended and its pay is imported. The person who imported the pay may not close the month. Closed statements no longer change. Repeating the request closes what is left; people whose pay was missing are included then or in a later month.',
  ),
  who: 'staff',
  pathSchema: monthPath,
  answers: { 200: { description: 'The closed month.', schema: statementSchema } },
  problems: ['RoleMissing', 'NotYet', 'AlreadySo', 'SamePersonTwice'],
  handle: async (call) => {
    const { deps, actor, log, path } = call;
    if (!READERS.some((role) => actor.roles.includes(role)))
      throw new Problem('RoleMissing', {
        detail: both('只有薪酬岗和财务岗可以结账。', 'Only payroll and finance may close a month.'),
      });
    await checkIsOver(deps, path.month);
    const later = (await deps.models.penaltyStatements.all()).find(({ month }) => month > path.month);
    if (later !== undefined)
      throw new Problem('AlreadySo', {
        detail: both(
          `${later.month} 已结，不能再结更早的月份。`,
          `${later.month} is closed. Earlier months can no longer be closed.`,
        ),
        wayOut: both('漏下的项目会进入下一次结账。', 'Omitted items are included in the next month that is closed.'),
      });
    const month = await closeMonth(deps, vaultFor(call), path.month, actor);
    log.info({ staff: actor.id, month: path.month, persons: month.accounts.length }, 'penalty statements closed');
    return { status: 200, body: shown(call, path.month, month) };
  },
});

function shown({ deps }: Pick<SignedCall, 'deps'>, month: string, { accounts, unassigned }: MonthAccounts): unknown {
  return {
    month,
    persons: accounts.map(({ closed, statement: { month: _month, ...statement } }) => ({
      ...{ closed, name: nameOf(deps, statement.person) },
      ...statement,
      lines: statement.lines.map((line) => without(line, 'person', 'terms')),
    })),
    departments: byDepartment(accounts.map(({ statement }) => statement)),
    unassigned: unassigned.map((one) => without(one, 'terms')),
  };
}

function nameOf({ models }: SignedCall['deps'], id: string): string {
  return models.directory.person(id)?.name ?? id;
}

/** What payroll's program takes from whose pay. */
export const payrollFile = defineOperation({
  id: 'readPayrollFile',
  method: 'get',
  path: '/penalties/statements/{month}/payroll.csv',
  tag: 'Penalties',
  title: both('薪酬扣款表', 'Payroll deductions as CSV'),
  help: both('每人一行，只含已结的；金额为元。', 'One line per person, closed statements only. Amounts in yuan.'),
  who: 'staff',
  pathSchema: monthPath,
  answers: { 200: { description: 'UTF-8 with a byte order mark.', type: 'text/csv' } },
  problems: ['RoleMissing'],
  handle: async (call) => {
    const columns = ['month', 'person', 'name', 'ceiling', 'due', 'deducted', 'waived', 'carried'];
    const closed = await closedOf(call);
    const rows = closed.map((one) => [
      ...[one.month, one.person, nameOf(call.deps, one.person), yuanOf(one.ceilingFen)],
      ...[one.dueFen, one.deductedFen, one.waivedFen, one.carriedFen].map(yuanOf),
    ]);
    return csvFile(`penalties-payroll-${call.path.month}`, columns, rows);
  },
});

/** What finance books, penalty by penalty. */
export const financeFile = defineOperation({
  id: 'readPenaltyFinanceFile',
  method: 'get',
  path: '/penalties/statements/{month}/finance.csv',
  tag: 'Penalties',
  title: both('财务明细', 'Penalties as CSV for finance'),
  help: both('每项处罚一行，只含已结的；金额为元。', 'One line per penalty, closed statements only. Amounts in yuan.'),
  who: 'staff',
  pathSchema: monthPath,
  answers: { 200: { description: 'UTF-8 with a byte order mark.', type: 'text/csv' } },
  problems: ['RoleMissing'],
  handle: async (call) => {
    const columns = [
      ...['month', 'person', 'department', 'no', 'booked', 'because', 'cites', 'percent', 'of'],
      ...['amount', 'due', 'deducted', 'waived', 'carried', 'key'],
    ];
    const closed = await closedOf(call);
    const rows = closed.flatMap(({ month, person, lines }) =>
      lines.map((line) => [
        ...[month, person, line.department ?? '', line.no, line.month, line.because, line.cites ?? ''],
        ...[line.percent, line.of],
        ...[line.amountFen, line.dueFen, line.deductedFen, line.waivedFen, line.carriedFen].map(yuanOf),
        line.key,
      ]),
    );
    return csvFile(`penalties-finance-${call.path.month}`, columns, rows);
  },
});

async function closedOf(call: SignedCall<{ month: string }>) {
  await checkMaySeeAll(call.deps, call.actor, READERS);
  const { accounts } = await accountsOf(call.deps, vaultFor(call), call.path.month);
  return accounts.flatMap(({ closed, statement }) => (closed ? [statement] : []));
}
