import fc from 'fast-check';
import { shareLoss, yetToClaim } from '../../domain/penalties/liability';
import { bookedLoss } from '../../domain/penalties/loss';

test('the loss is what was given and what it cost beside that; what failed or was taken back is none', () => {
  const remedies = ['executed', 'failed', 'undone', 'unknown'].map((status, i) => ({ status, costFen: 100 * 10 ** i }));
  expect(bookedLoss(remedies, [{ what: 'laboratory', amountFen: 7 }])).toBe(107);
});

test('the shares of any loss add up to it, to the fen, however the table divides it', () => {
  const amount = fc.integer({ min: 0, max: 10_000_000 });
  const remedy = fc.record({ status: fc.constantFrom('executed', 'failed', 'undone'), costFen: amount });
  const cost = fc.record({ what: fc.string(), amountFen: amount });
  const answer = fc.record({
    bearer: fc.constantFrom('company', 'department', 'supplier', 'person'),
    percent: fc.integer({ min: 1, max: 10_000 }).map((points) => points / 100),
  });
  fc.assert(
    fc.property(fc.array(remedy), fc.array(cost), fc.array(answer, { minLength: 1 }), (given, costs, answers) => {
      const lossFen = bookedLoss(given, costs);
      expect(shareLoss(lossFen, answers).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(lossFen);
    }),
  );
});

test('however often a growing loss is shared anew, the claims make up the supplier’s share, and none is of nothing', () => {
  const sum = (of: { amountFen: number }[]): number => of.reduce((all, { amountFen }) => all + amountFen, 0);
  const supplierOf = ({ name }: { [detail: string]: unknown }): string => String(name);
  const bearers = fc.array(
    fc.record({ name: fc.constantFrom('north', 'south'), percent: fc.integer({ min: 1, max: 50 }) }),
  );
  const growth = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(bearers, growth, (answers, costs) => {
      const table = answers.map((one) => ({ bearer: 'supplier', ...one }));
      const claimed: { supplier: string; amountFen: number }[] = [];
      let lossFen = 0;
      for (const cost of costs) {
        lossFen += cost;
        const shares = shareLoss(lossFen, table);
        const owed = yetToClaim(shares, claimed, supplierOf);
        expect(owed.every(({ amountFen }) => amountFen > 0)).toBe(true);
        claimed.push(...owed.map((share) => ({ supplier: supplierOf(share), amountFen: share.amountFen })));
        for (const supplier of ['north', 'south']) {
          const share = sum(shares.filter((one) => supplierOf(one) === supplier));
          expect(sum(claimed.filter((one) => one.supplier === supplier))).toBeGreaterThanOrEqual(share);
        }
      }
      // Shares of a larger loss may each round down where they rounded up before.
      expect(sum(claimed)).toBeLessThanOrEqual(lossFen + answers.length);
    }),
  );
});
