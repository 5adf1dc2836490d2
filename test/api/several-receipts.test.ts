import { checkIntake } from '../../api/case/check-intake';
import { factsOf } from '../../domain/case/known-facts';
import type { Intake } from '../../domain/case/intake';
import { emptyCase } from '../../domain/case/state';
import { allPolicies } from '../support/policies';

const bundle = allPolicies().get('supermarket')!;
const EMPTY = emptyCase('C261008-4K7QMXD', { id: 'supermarket', version: '1', bundleHash: '' });

function intakeOf(more: object): Intake {
  return {
    ...{ category: 'price', channel: 'counter', language: 'zh', complainant: {}, text: '重复收款' },
    ...{ demand: {}, respondent: { persons: [] }, fields: {}, ...more },
  };
}
const receipt = (number: string, amountFen = 4_000) => ({ number, amountFen });

function factsIn(more: object): unknown {
  const facts = factsOf({ ...EMPTY, intake: intakeOf(more) });
  return [facts['receiptFen'], facts['receiptsFen']];
}

test.each([
  ['none', {}, [0, 0]],
  ['one without a number', { receiptFen: 250 }, [250, 250]],
  ['several', { receipts: [receipt('1', 300), receipt('2', 4_000), receipt('3', 20)] }, [4_000, 4_320]],
])('%s: the dearest single receipt, and all together', (_, more, facts) => {
  expect(factsIn(more)).toEqual(facts);
});

test.each([
  ['each once', { receipts: [receipt('A 1'), receipt('A 2')] }, []],
  ['one twice, spelt differently', { receipts: [receipt('A 1'), receipt('B'), receipt('a1')] }, ['receipts.2.number']],
  ['a list and an amount beside it', { receipts: [receipt('A')], receiptFen: 100 }, ['receiptFen']],
])('%s', (_, more, fields) => {
  expect(checkIntake(intakeOf(more), bundle).map(({ field }) => field)).toEqual(fields);
});
