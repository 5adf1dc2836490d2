import fc from 'fast-check';
import type { Template } from '../../domain/policy/bundle';
import { checkTemplate, renderTemplate } from '../../domain/letters/template';

const template = (body: string, subject = 'No {{no}}', en = body): Template => ({
  zh: { subject, body },
  en: { subject, body: en },
});
const problemsOf = (given: Template) =>
  checkTemplate(given, ['no', 'name', 'costFen']).map(({ field, message }) => `${field}: ${message}`);

describe('checkTemplate', () => {
  test('what can be rendered has no problem', () => {
    expect(problemsOf(template('Dear {{name}}, {{ no }} { } }'))).toEqual([]);
  });

  test('an unknown name is told in each language, with the one that is near', () => {
    expect(checkTemplate(template('Dear {{nmae}}'), ['no', 'name'])).toEqual([
      { field: 'zh.body', message: 'no message has a value "nmae".', hint: 'Did you mean name?' },
      { field: 'en.body', message: 'no message has a value "nmae".', hint: 'Did you mean name?' },
    ]);
  });

  test.each(['{{name', 'name}}', '{{}}', '{{na me}}', '{{1st}}', '{{name.first}}'])(
    'braces that make no placeholder: %s',
    (body) => {
      expect(problemsOf(template(body))).toContain('zh.body: braces that do not form a placeholder.');
    },
  );

  test('a value told in one language only', () => {
    expect(problemsOf(template('{{name}}', 'No {{no}}', 'Dear customer'))).toEqual([
      'en: the en text lacks "name", which the zh text has.',
    ]);
  });

  test('a subject is one line', () => {
    expect(problemsOf(template('-', 'No {{no}}\nBcc: x'))).toContain('zh.subject: a subject is one line.');
  });
});

describe('renderTemplate', () => {
  test('values take their places, in the language asked for', () => {
    const both: Template = {
      zh: { subject: '编号 {{no}}', body: '{{name}}您好' },
      en: { subject: 'No {{no}}', body: 'Dear {{name}}' },
    };
    expect(renderTemplate(both, 'zh', { no: 'C1', name: '李梅' })).toEqual({ subject: '编号 C1', body: '李梅您好\n' });
    expect(renderTemplate(both, 'en', { no: 'C1', name: 'Li Mei' })).toEqual({
      subject: 'No C1',
      body: 'Dear Li Mei\n',
    });
  });

  test.each(['name', 'toString', 'constructor'])('no message with a hole: {{%s}} without a value throws', (name) => {
    expect(() => renderTemplate(template(`{{${name}}}`), 'en', { no: 'C1' })).toThrow(RangeError);
  });

  test('a value stays what it is: it is neither looked into nor does it break a subject', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('{{no}}', '$&', '$1', "$'", 'a\r\nBcc: b')), (value) => {
        const { subject, body } = renderTemplate(template('<{{name}}>', '<{{name}}>'), 'en', { no: 'C1', name: value });
        expect(body).toBe(`<${value}>\n`);
        expect(subject).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('what is checked can be rendered', () => {
    const names = ['no', 'name', 'costFen'];
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...names).map((name) => `{{${name}}}`),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (subject, body) => {
        const given = template(body, subject);
        fc.pre(checkTemplate(given, names).length === 0);
        expect(() => renderTemplate(given, 'zh', Object.fromEntries(names.map((name) => [name, 'x'])))).not.toThrow();
      }),
    );
  });
});
