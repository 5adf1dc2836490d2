import fc from 'fast-check';
import { canonicalText, chainOn, eventOf, verifyChain } from '../../models/chain';
import type { ChainedEvent } from '../../models/chain';
import { anyHistory, cut, eventsOf } from './case-events';

const chained = anyHistory.map((news) => chainOn('', eventsOf('C1', news)));

describe('the chain of a case', () => {
  test('is the same however its events came in batches', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(fc.integer({ min: 1, max: 5 })), (news, lengths) => {
        const events = eventsOf('C1', news);
        let head = '';
        const pieces = cut(events, lengths).flatMap((batch) => {
          const piece = chainOn(head, batch);
          head = piece.at(-1)?.hash ?? head;
          return piece;
        });
        expect(pieces).toEqual(chainOn('', events));
        expect(verifyChain(pieces)).toBeUndefined();
      }),
    );
  });

  test('hashes the text before a line break and the event: fixed for ever, as noted heads must stay comparable', () => {
    const [event] = chainOn('', [
      { no: 'C1', seq: 1, at: '2026-11-22T08:00:00.000Z', type: 'NoteAdded', data: { text: '漏水' } },
    ]);
    expect(event?.text).toBe(
      '{"at":"2026-11-22T08:00:00.000Z","data":{"text":"漏水"},"no":"C1","seq":1,"type":"NoteAdded"}',
    );
    expect(event?.hash).toBe('f2fa8cd983ffcce2087bca3a2ab5748583db2cb6e3b565d6fcdd614e2f8eae68');
  });

  test.each<[string, (events: ChainedEvent[], at: number) => ChainedEvent[]]>([
    ['left out', (events, at) => events.filter((_, i) => i !== at)],
    ['given twice', (events, at) => events.flatMap((event, i) => (i === at ? [event, event] : [event]))],
    [
      'given another text',
      (events, at) => events.map((e, i) => (i === at ? { ...e, text: e.text.replace('"at"', '"ta"') } : e)),
    ],
    ['given another hash', (events, at) => events.map((e, i) => (i === at ? { ...e, hash: 'f'.repeat(64) } : e))],
    ['put elsewhere', (events, at) => [...events.filter((_, i) => i !== at), events[at]!]],
  ])('an event %s: the chain breaks there', (_, spoil) => {
    fc.assert(
      fc.property(chained, fc.nat(), (events, n) => {
        // The last event left out shows in no chain: there the case's own count tells.
        const at = n % Math.max(1, events.length - 1);
        fc.pre(events.length > 1);
        expect(verifyChain(spoil(events, at))?.seq).toBeLessThanOrEqual(at + 2);
        expect(verifyChain(spoil(events, at))?.seq).toBeGreaterThanOrEqual(at + 1);
      }),
    );
  });

  test('all hashes worked out anew over an altered event: the head is another', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), (news, n) => {
        const events = eventsOf('C1', news);
        const forged = events.map((event, i) =>
          i === n % events.length ? { ...event, at: '2020-01-01T00:00:00.000Z' } : event,
        );
        expect(chainOn('', forged).at(-1)?.hash).not.toBe(chainOn('', events).at(-1)?.hash);
      }),
    );
  });

  test('an event that hashes well and says it is another: the chain breaks', () => {
    const [event] = chainOn('', [{ no: 'C2', seq: 1, at: '2026-11-22T08:00:00.000Z', type: 'X', data: {} }]);
    expect(verifyChain([{ ...event!, no: 'C1' }])).toEqual({ seq: 1, what: 'text' });
  });
});

describe('canonicalText', () => {
  test('is the same for every order of fields, and what it says is read back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalText(turned)).toBe(canonicalText(value));
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('half a surrogate pair, which JSON can carry, becomes the replacement character', () => {
    const text = canonicalText({ data: { '\udc00': 'a\ud800b', whole: '𠮷' } });
    expect(text).toBe('{"data":{"whole":"𠮷","\ufffd":"a\ufffdb"}}');
    expect(canonicalText(eventOf({ text }))).toBe(text);
  });
});
