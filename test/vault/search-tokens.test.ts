import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { mailAddress, phoneNumber } from '../../domain/channels/addresses';
import { MAX_TOKENS, TokenIndex, tokensOf } from '../../vault/search-tokens';

const index = new TokenIndex(randomBytes(32));
const finds = (text: string, query: string): boolean => {
  const kept = new Set(index.index(text));
  const wanted = index.query(query);
  return wanted.length > 0 && wanted.every((token) => kept.has(token));
};

const complaint =
  '11月20日在人民路店购买的电饭煲（型号 MB-FB40X）漏电，要求退货退款。请致电张先生 138-0013-8000。' +
  ' The cooker leaks current; I want a full REFUND of ¥399.00, write to Li.Wei@Example.com.';

describe('tokensOf', () => {
  it.each([
    ['Latin words and digits', 'Refund of 399 NOW', ['refund', 'of', '399', 'now']],
    ['single letters and punctuation', 'a - b, c!', []],
    ['Chinese', '退款申请', ['退款', '款申', '申请']],
    ['a lone Chinese character', '张 先生', ['张', '先生']],
    ['Chinese and Latin without a blank', '买iPhone15手机', ['买', 'iphone15', '手机']],
    ['full-width and compatibility forms', 'ＡＢＣ１２３ ㎏ ﬁne', ['abc123', 'kg', 'fine']],
    ['accents, composed or not', 'Cafe\u0301 CAFÉ', ['café']],
    ['characters beyond the basic plane', '𠮷野家', ['𠮷野', '野家']],
    ['Japanese and Korean', 'サービス 환불요청', ['サー', 'ービ', 'ビス', '환불', '불요', '요청']],
    ['a word that recurs', '退款 refund 退款 Refund', ['退款', 'refund']],
    ['traditional characters, left alone', '退貨', ['退貨']],
    ['nothing', '', []],
  ])('%s', (_, text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 138 0013 8000',
    '+8613800138000',
    '008613800138000',
    '86-138-0013-8000',
    '１３８００１３８０００',
  ])('a mobile number written %s in a text: its eleven digits', (written) => {
    expect(tokensOf(`电话${written}，谢谢`)).toEqual(['13800138000', '电话', '谢谢']);
  });

  it.each(['订单 2026112113800138000', '138001380001', 'X13800138000'])('%s: no mobile number in it', (text) => {
    expect(tokensOf(text)).not.toContain('13800138000');
  });
});

describe('TokenIndex.query', () => {
  it.each([
    '退款',
    '电饭煲',
    '要求退货退款',
    '电饭煲 漏电',
    '人民路店',
    '漏电 refund',
    'Cooker',
    'full refund',
    'fb40x',
    'ＭＢ',
    '399',
  ])('%s: finds the complaint', (query) => {
    expect(finds(complaint, query)).toBe(true);
  });

  it.each(['13800138000', '+86 138 0013 8000', 'li.wei@example.com', 'LI.WEI', '张先生'])(
    '%s: finds it, too',
    (query) => {
      expect(finds(complaint, query)).toBe(true);
    },
  );

  it.each(['换货', '微波炉', '电饭煲漏电', '退款 微波炉', 'refunds', 'cook', '13800138001', '路民'])(
    '%s: does not find it',
    (query) => {
      expect(finds(complaint, query)).toBe(false);
    },
  );

  it.each(['', '  ', '!?', 'a', '。'])('%j, nothing to search for: no tokens, which finds nothing', (query) => {
    expect(index.query(query)).toEqual([]);
  });

  it('a lone Chinese character: found where it stands alone only, and left out beside other words', () => {
    expect(finds('张 先生', '张')).toBe(true);
    expect(finds('张先生', '张')).toBe(false);
    expect(finds('电饭煲退货', '电饭煲 退')).toBe(true);
  });

  it('any stretch of a Chinese text: finds the text', () => {
    const han = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)),
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % (text.length - 1);
        return finds(text, text.slice(start, start + 2 + (length % (text.length - start - 1))));
      }),
    );
  });

  it('any text: finds itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (text) => tokensOf(text).length === 0 || finds(text, text),
      ),
    );
  });

  it('any words of a text, in any order and case: find it', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,12}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.boolean()), (all, some) => {
        const chosen = all.filter(() => some.next().value).reverse();
        return chosen.length === 0 || finds(all.join(', '), chosen.join(' ').toUpperCase());
      }),
    );
  });
});

describe('TokenIndex.index', () => {
  it('a complaint: unique, sorted, 96 bits each, and no word of it in sight', () => {
    const tokens = index.index(complaint);
    expect(tokens).toEqual([...new Set(tokens)].sort());
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{16}$/);
    const kept = tokens.join(' ');
    for (const word of tokensOf(complaint).filter((word) => word.length > 3)) {
      expect(kept).not.toContain(word);
      expect(kept).not.toContain(Buffer.from(word).toString('base64url').slice(0, -1));
    }
    expect(kept).not.toMatch(/\p{Script=Han}/u);
  });

  it('the order of the words: does not show', () => {
    expect(index.index('refund the cooker now')).toEqual(index.index('now cooker the refund'));
  });

  it('a text without end: capped, its beginning findable', () => {
    const text = Array.from({ length: MAX_TOKENS + 500 }, (_, number) => `word${number}`).join(' ');
    expect(index.index(text)).toHaveLength(MAX_TOKENS);
    expect(finds(text, 'word0')).toBe(true);
    expect(finds(text, `word${MAX_TOKENS - 1}`)).toBe(true);
    expect(finds(text, `word${MAX_TOKENS}`)).toBe(false);
  });

  it('another key: other tokens', () => {
    const other = new TokenIndex(randomBytes(32)).index(complaint);
    expect(index.index(complaint).filter((token) => other.includes(token))).toEqual([]);
  });

  it('200,000 characters without a break: within seconds, for the time grows with the length and not its square', () => {
    const started = performance.now();
    for (const text of ['1'.repeat(200_000), '退'.repeat(200_000), 'é'.repeat(200_000), '138-'.repeat(50_000)])
      index.index(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('TokenIndex.phone and mail', () => {
  it.each([
    '138 0013 8000',
    '+86-138-0013-8000',
    '0086 13800138000',
    '8613800138000',
    '１３８００１３８０００',
    '(+86) 138 0013 8000',
  ])('a mobile number written %s: the same token', (written) => {
    expect(index.address(phoneNumber, written)).toBe(index.address(phoneNumber, '13800138000'));
  });

  it.each(['010-6234 5678', '+86 10 6234 5678', '0086 (0)10 62345678', '01062345678'])(
    'a landline written %s: the same token',
    (written) => {
      expect(index.address(phoneNumber, written)).toBe(index.address(phoneNumber, '(010) 62345678'));
    },
  );

  it('a number from abroad with + or 00: the same token', () => {
    expect(index.address(phoneNumber, '+49 170 1234567')).toBe(index.address(phoneNumber, '0049 170 1234567'));
  });

  it('numbers that differ: different tokens', () => {
    const numbers = ['13800138000', '13800138001', '01062345678', '02162345678', '10086', '4008208820', '8605550100'];
    expect(new Set(numbers.map((number) => index.address(phoneNumber, number))).size).toBe(numbers.length);
  });

  it.each(['', 'none', '无', '不详', '3', '8321'])('%j, which is nobody: no token that could match another', (text) => {
    expect(index.address(phoneNumber, text)).toBeUndefined();
  });

  it('a mail address in capitals, full-width or with blanks around: the same token', () => {
    expect(index.address(mailAddress, ' Li.Wei@EXAMPLE.com ')).toBe(index.address(mailAddress, 'li.wei@example.com'));
    expect(index.address(mailAddress, 'ｌｉ.wei＠example.com')).toBe(index.address(mailAddress, 'li.wei@example.com'));
    expect(index.address(mailAddress, 'li.wei@example.cn')).not.toBe(index.address(mailAddress, 'li.wei@example.com'));
  });

  it.each(['', 'none', '无', '@', 'a@b@c', 'li wei@example.com'])('%j, not an address: no token', (text) => {
    expect(index.address(mailAddress, text)).toBeUndefined();
  });

  it('the same characters as word, phone and mail: three tokens', () => {
    const tokens = [index.index('13800138000')[0], index.address(phoneNumber, '13800138000')];
    expect(new Set(tokens).size).toBe(2);
    expect(index.index('li@example.com')).not.toContain(index.address(mailAddress, 'li@example.com'));
  });
});
