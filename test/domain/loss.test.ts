import fc from 'fast-check';
import { shareLoss } from '../../domain/liability';
import { bookedLoss } from '../../domain/loss';

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
