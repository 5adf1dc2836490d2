import { z } from 'zod';
import { both } from '../../domain/text';
import { payKeyOf } from '../../models/pay-bases';
import { vaultFor } from '../case/opening';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { monthPath } from '../penalties/month';
import { readPay } from '../penalties/pay-csv';
import { Problem } from '../problem';
import { PAYROLL } from '../roles';

/** A month's pay, from which penalties of that month are worked out. */
export const importPay = defineOperation({
  id: 'importPay',
  method: 'post',
  path: '/penalties/pay/{month}',
  tag: 'Penalties',
  title: both('导入工资基数', 'Import the pay of a month'),
  help: both(
    'CSV，每人一行：`person`、`pay`（当月工资总额）及处罚所依据的各部分（`performancePay`、`bonus`），单位元。加密保存；再次导入即替换，已结月份除外。任何一行有误则全部不导入。',
    'CSV, a line a person: `person`, `pay` (all of the month’s pay) and each part that penalties are a share of (`performancePay`, `bonus`), in yuan. Kept sealed. Imported again it is replaced, unless that person’s month is closed. With one wrong line nothing is taken.',
  ),
  who: 'staff',
  pathSchema: monthPath,
  bodySchema: z.strictObject({ csv: z.string().min(1).max(400_000) }),
  bodyExample: { csv: 'person,pay,performancePay,bonus\nqian,9800.00,3000.00,500.00\n' },
  answers: { 200: { description: 'How many persons’ pay was taken.', schema: z.object({ persons: z.int() }) } },
  problems: ['RoleMissing', 'Erased'],
  handle: async (call) => {
    const { deps, actor, log, path, body } = call;
    if (!actor.roles.includes(PAYROLL))
      throw new Problem('RoleMissing', {
        detail: both('只有薪酬岗可以导入工资。', 'Only payroll may import pay.'),
      });
    const pay = readPay(body.csv, (person) => deps.models.directory.person(person) !== undefined);
    const closed = (await deps.models.penaltyStatements.all())
      .filter(({ month, person }) => month === path.month && pay.has(person))
      .map(({ person }) => person);
    if (closed.length > 0)
      throw invalid(
        closed.map((person) => ({
          field: 'csv',
          code: 'closed',
          message: both(`${person} 该月已结，不得更改。`, `The month of ${person} is closed and stays as it is.`),
        })),
      );
    const seal = await vaultFor(call).sealerForNew(payKeyOf(path.month));
    const importedAt = deps.clock().toISOString();
    for (const [person, known] of pay)
      await deps.models.payBases.put({
        ...{ month: path.month, person, importedBy: actor.id, importedAt },
        sealed: seal(JSON.stringify(known)),
      });
    log.info({ staff: actor.id, month: path.month, persons: pay.size }, 'pay imported');
    return { status: 200, body: { persons: pay.size } };
  },
});
