import type { MonthPay } from '../../domain/penalties/deduction';
import type { Actor } from '../../domain/file/envelope';
import { personsOf } from '../../domain/file/envelope';
import type { BookedPenalty, PersonStatement } from '../../domain/penalties/penalty-statement';
import { stateMonth } from '../../domain/penalties/penalty-statement';
import { both } from '../../domain/values/text';
import { payKeyOf } from '../../models/pay-bases';
import type { PenaltyEntry } from '../../models/penalty-ledger';
import type { ClosedStatement } from '../../models/penalty-statements';
import { ERASED_MARKER, UNREADABLE_MARKER } from '../../vault/vault';
import type { Vault } from '../../vault/vault';
import type { Deps } from '../deps';
import { Problem } from '../problem';

/** A person's month: as it was closed, or as it would be if it were closed now. */
export interface Account {
  closed: boolean;
  statement: PersonStatement;
}

/** What a month says of penalties: by person, and those that nobody alone answers for. */
export interface MonthAccounts {
  accounts: Account[];
  unassigned: BookedPenalty[];
}

/**
 * The penalty accounts of a month, for one person or for all. Pay is opened here and nowhere else, by the vault given,
 * which notes for whom. A closed month stays as it was closed.
 */
export async function accountsOf(
  { models }: Pick<Deps, 'models'>,
  vault: Vault,
  month: string,
  only?: string,
): Promise<MonthAccounts> {
  const [entries, closed] = await Promise.all([
    models.penalties.until(month, only),
    models.penaltyStatements.all(only),
  ]);
  const stated = new Set(closed.flatMap(({ covers }) => covers));
  const booked = entries.map(bookedOf);
  const open = booked.filter(({ key }) => !stated.has(key));
  const persons = [...new Set([...open, ...closed].flatMap(({ person }) => (person === undefined ? [] : [person])))];
  const known = new Map(
    persons.map((person) => [person, closed.filter((one) => one.person === person && one.month <= month).at(-1)]),
  );
  const [earlier, pay] = await Promise.all([openStatements(vault, [...known.values()]), readPayOf(only)]);

  async function readPayOf(person?: string): Promise<Map<string, MonthPay>> {
    const months = [...new Set([month, ...open.map((one) => one.month)])];
    const rows = await models.payBases.of(months, person);
    const texts = await Promise.all(rows.map((row) => vault.openDeep(row.sealed, payKeyOf(row.month))));
    return new Map(
      rows.flatMap((row, i) => {
        const value = fromJson(texts[i]) as MonthPay | undefined;
        return value === undefined ? [] : [[`${row.month}/${row.person}`, value] as const];
      }),
    );
  }

  const accounts = persons.sort().flatMap((person): Account[] => {
    const last = known.get(person);
    const before = last === undefined ? undefined : earlier.get(last);
    if (last?.month === month) return before === undefined ? [] : [{ closed: true, statement: before }];
    const statement = stateMonth({
      ...{ month, person, carried: before?.lines ?? [] },
      booked: open.filter((one) => one.person === person),
      payOf: (of) => pay.get(`${of}/${person}`),
    });
    return statement.lines.length + statement.waiting.length === 0 ? [] : [{ closed: false, statement }];
  });
  return { accounts, unassigned: open.filter((one) => one.person === undefined && one.month === month) };
}

/**
 * Closes what can be: persons whose every amount is known. Who was closed before stays so; can be repeated.
 * @throws Problem SamePersonTwice for whoever imported pay that is reckoned with, or stands in for them
 */
export async function closeMonth(
  deps: Pick<Deps, 'models' | 'clock'>,
  vault: Vault,
  month: string,
  by: Actor,
): Promise<MonthAccounts> {
  const { accounts, unassigned } = await accountsOf(deps, vault, month);
  await checkOtherThanImporter(deps, accounts, by);
  const seal = await vault.sealerForNew(payKeyOf(month));
  const after = await Promise.all(
    accounts.map(async ({ closed, statement }): Promise<Account> => {
      if (closed || statement.lines.length === 0) return { closed, statement };
      const isNew = await deps.models.penaltyStatements.close({
        ...{ month, person: statement.person, closedBy: by.id, closedAt: deps.clock().toISOString() },
        covers: statement.lines.filter(({ carriedOver }) => !carriedOver).map(({ key }) => key),
        sealed: seal(JSON.stringify(statement)),
      });
      return { closed: isNew, statement };
    }),
  );
  // Somebody else was faster: theirs holds.
  return after.every(({ closed, statement }) => closed || statement.lines.length === 0)
    ? { accounts: after, unassigned }
    : accountsOf(deps, vault, month);
}

/** Two persons for what is taken from somebody's pay: what it is reckoned from is one's word, that it stays is another's. */
async function checkOtherThanImporter(
  { models }: Pick<Deps, 'models'>,
  accounts: readonly Account[],
  by: Actor,
): Promise<void> {
  const used = accounts.flatMap(({ closed, statement: { person, lines } }) =>
    closed ? [] : lines.filter(({ carriedOver }) => !carriedOver).map(({ month }) => ({ month, person })),
  );
  const rows = await models.payBases.of([...new Set(used.map(({ month }) => month))]);
  const persons = personsOf(by);
  const own = rows.some(
    ({ month, person, importedBy, importedFor }) =>
      used.some((one) => one.month === month && one.person === person) &&
      [importedBy, importedFor].some((id) => id !== undefined && persons.includes(id)),
  );
  if (own)
    throw new Problem('SamePersonTwice', {
      detail: both('导入工资的人不得结账。', 'The person who imported the pay may not close the month.'),
      wayOut: both('请另一位薪酬岗或财务岗结账。', 'Ask another member of payroll or finance to close the month.'),
    });
}

async function openStatements(
  vault: Vault,
  closed: readonly (ClosedStatement | undefined)[],
): Promise<Map<ClosedStatement, PersonStatement>> {
  const known = closed.filter((one) => one !== undefined);
  const texts = await Promise.all(known.map((one) => vault.openDeep(one.sealed, payKeyOf(one.month))));
  return new Map(
    known.flatMap((one, i) => {
      const statement = fromJson(texts[i]) as PersonStatement | undefined;
      return statement === undefined ? [] : [[one, statement] as const];
    }),
  );
}

/** Undefined where the key of a month's pay was destroyed. A key that was lost is an error: no amount is guessed at. */
function fromJson(text: string | undefined): unknown {
  if (text === undefined || text === ERASED_MARKER) return undefined;
  if (text === UNREADABLE_MARKER) throw new Error("A month's pay can't be read: its key is missing or broken");
  return JSON.parse(text);
}

function bookedOf({ key, no, month, penalty, terms }: PenaltyEntry): BookedPenalty {
  const { person, role, department, because, percent, of, cites } = penalty;
  return {
    ...{ key, no, month, because, percent, of },
    ...(person === undefined ? {} : { person }),
    ...(role === undefined ? {} : { role }),
    ...(department === undefined ? {} : { department }),
    ...(cites === undefined ? {} : { cites }),
    ...(terms === undefined ? {} : { terms }),
  };
}
