import fc from 'fast-check';
import { createPriceOptions } from '../../activities/remedies/price-options';
import { remedies } from '../../activities/remedies/registry';

const priceOptions = createPriceOptions({ remedies });
const price = (...options: { title?: string; remedies: { kind: string; params: Record<string, unknown> }[] }[]) =>
  priceOptions({ bundleHash: '', options });
const refund = (amountFen: unknown) => ({
  kind: 'refund',
  params: { to: 'originalPayment', amountFen } as Record<string, unknown>,
});

describe('priceOptions', () => {
  test('an option costs what its remedies cost, the proposal what its dearest option costs', async () => {
    const gift = { kind: 'gift', params: { item: 'Tea', quantity: 3, valueFen: 2_000 } };
    const reduction = { kind: 'price-reduction', params: { priceFen: 10_005, percent: 10 } };
    expect(await price({ title: 'A', remedies: [refund(19_900), gift] }, { remedies: [reduction] })).toEqual({
      ok: true,
      costFen: 25_900,
      options: [
        {
          title: 'A',
          costFen: 25_900,
          remedies: [
            { ...refund(19_900), costFen: 19_900 },
            { ...gift, costFen: 6_000 },
          ],
        },
        // A tenth of 100.05 yuan: half a fen goes up.
        { costFen: 1_001, remedies: [{ ...reduction, costFen: 1_001 }] },
      ],
    });
  });

  test('what is left out is filled in, so that what is approved is what is executed', async () => {
    const priced = await price({ remedies: [{ kind: 'exchange', params: { product: ' Kettle ', valueFen: 1 } }] });
    expect(priced.ok && priced.options[0]!.remedies[0]!.params).toEqual({
      product: 'Kettle',
      quantity: 1,
      valueFen: 1,
      returnsOld: true,
    });
  });

  test("the proposer's own figures count for nothing", async () => {
    const cheap = { ...refund(500), costFen: 1 };
    expect(await price({ remedies: [cheap] })).toMatchObject({ ok: true, costFen: 500 });
  });

  test('every problem is told at once, by path and code, without values', async () => {
    const priced = await price(
      { remedies: [refund(1), refund(-3)] },
      {
        remedies: [
          { kind: 'bribe', params: {} },
          { kind: 'apology', params: { secretly: 'Li Mei' } },
          { kind: 'refund', params: { to: 'me' } },
        ],
      },
      { remedies: [{ kind: 'refund', params: { to: 'account', amountFen: 1.5, account: '6222 0202 0202' } }] },
    );
    expect(priced).toEqual({
      ok: false,
      problems: [
        'options.0.remedies.1.params.amountFen: too_small',
        'options.1.remedies.0.kind: unknown_kind',
        'options.1.remedies.1.params.secretly: unrecognized_keys',
        'options.1.remedies.2.params.to: invalid_union',
        'options.2.remedies.0.params.amountFen: invalid_type',
        'options.2.remedies.0.params.account: invalid_format',
      ],
    });
  });

  test('whatever is sent, it answers and never throws', async () => {
    const kind = fc.oneof(fc.constantFrom(...remedies.keys(), '__proto__', 'constructor'), fc.string());
    const params = fc.dictionary(
      fc.oneof(fc.constantFrom('amountFen', 'to', 'quantity', 'valueFen', 'percent', '__proto__'), fc.string()),
      fc.jsonValue(),
    );
    const option = fc.record({ remedies: fc.array(fc.record({ kind, params }), { minLength: 1, maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(option, { minLength: 1, maxLength: 3 }), async (options) => {
        const priced = await price(...options);
        if (priced.ok)
          expect(priced.options.every(({ costFen }) => Number.isSafeInteger(costFen) && costFen >= 0)).toBe(true);
        else expect(priced.problems.length).toBeGreaterThan(0);
      }),
    );
  });

  test('the dearest proposal that can be made is still exact', async () => {
    const most = { kind: 'gift', params: { item: 'Tower', quantity: 1_000, valueFen: 10_000_000_000 } };
    const priced = await price(
      ...Array.from({ length: 4 }, () => ({ remedies: Array.from({ length: 5 }, () => most) })),
    );
    expect(priced).toMatchObject({ ok: true, costFen: 50_000_000_000_000 });
  });
});
