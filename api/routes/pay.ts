import { z } from 'zod';
import { both } from '../../domain/values/text';
import { payKeyOf } from '../../models/pay-bases';
import { vaultFor } from '../case/opening';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { monthPath } from '../penalties/month';
import { readPay } from '../penalties/pay-csv';
import { Problem } from '../problem';
import { PAYROLL } from '../roles';
import { encodingOf, encodingSchema } from '../table-encoding';

/** A month's pay, from which penalties of that month are worked out. */
export const importPay = defineOperation({
  id: 'importPay',
  method: 'post',
  path: '/penalties/pay/{month}',
  tag: 'Penalties',
  title: both('导入工资基数', 'Import monthly pay'),
  help: both(
    'CSV，每人一行：`person`、`pay`（当月工资总额）及处罚所依据的各部分（`performancePay`、`bonus`），单位元，写作 1234.50 或 1,234.50。可作为 JSON 中的 `csv`，也可直接以 text/csv 发送。加密保存；再次导入即替换，已结月份除外。任何一处有误则全部不导入，并逐处指出行和列；同名的两列不予接受。',
    'CSV with one line per person: `person`, `pay` (total pay of the month) and each part on which penalties are based (`performancePay`, `bonus`), in yuan, written 1234.50 or 1,234.50. Send it as `csv` in a JSON body, or as the body itself (text/csv). Pay is stored encrypted. A repeated import replaces earlier values, except for closed months. A single error rejects the whole import; every error is listed by line and column. Duplicate column names are refused.',
  ),
  who: 'staff',
  pathSchema: monthPath,
  bodySchema: z.strictObject({ csv: z.string().min(1).max(400_000) }),
  csvQuery: z.strictObject({}),
  bodyExample: { csv: 'person,pay,performancePay,bonus\nqian,9800.00,3000.00,500.00\n' },
  answers: {
    200: {
      description: 'Number of people whose pay was imported.',
      schema: z.object({
        persons: z.int(),
        parts: z.array(z.string()).meta({ description: 'Columns imported as parts of the pay. Check their spelling.' }),
        encoding: encodingSchema,
      }),
    },
  },
  problems: ['RoleMissing', 'Erased'],
  handle: async (call) => {
    const { deps, actor, log, path, body } = call;
    if (!actor.roles.includes(PAYROLL))
      throw new Problem('RoleMissing', {
        detail: both('只有薪酬岗可以导入工资。', 'Only payroll may import pay.'),
      });
    const { persons: pay, parts } = readPay(body.csv, (person) => deps.models.directory.person(person) !== undefined);
    const closed = (await deps.models.penaltyStatements.all())
      .filter(({ month, person }) => month === path.month && pay.has(person))
      .map(({ person }) => person);
    if (closed.length > 0)
      throw invalid(
        closed.map((person) => ({
          field: 'csv',
          code: 'closed',
          message: both(
            `${person} 该月已结，不得更改。`,
            `The month of ${person} is closed and can no longer be changed.`,
          ),
        })),
      );
    const seal = await vaultFor(call).sealerForNew(payKeyOf(path.month));
    const importedAt = deps.clock().toISOString();
    const colleague = actor.for === undefined ? {} : { importedFor: actor.for };
    for (const [person, known] of pay)
      await deps.models.payBases.put({
        ...{ month: path.month, person, importedBy: actor.id, ...colleague, importedAt },
        sealed: seal(JSON.stringify(known)),
      });
    log.info({ staff: actor.id, month: path.month, persons: pay.size }, 'pay imported');
    return { status: 200, body: { persons: pay.size, parts, ...encodingOf(call.table) } };
  },
});
