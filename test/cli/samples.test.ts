import { sampleComplaints } from '../../cli/sample-complaints';
import { sampleStaff } from '../../cli/sample-staff';
import { CHANNELS } from '../../domain/channels/channels';
import { allPolicies } from '../support/policies';

const samples = sampleComplaints();
const amountOf = ({ intake }: (typeof samples)[number]): number =>
  Math.max(intake.demand.amountFen ?? 0, intake.receiptFen ?? 0);
const valueAt = (value: object, path: string): unknown =>
  path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value);

describe('sample complaints', () => {
  const policies = allPolicies();

  test('enough of them, no id and no text twice', () => {
    expect(samples.length).toBeGreaterThanOrEqual(60);
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
    expect(new Set(samples.map(({ intake }) => intake.text)).size).toBe(samples.length);
  });

  test.each(samples.map((sample) => [sample.id, sample] as const))(
    '%s fits its policy',
    (_, { policy: id, intake }) => {
      const bundle = policies.get(id);
      expect(bundle).toBeDefined();
      expect(Object.keys(bundle!.policy.categories)).toContain(intake.category);
      expect(Object.keys(intake.fields).filter((name) => !(name in bundle!.intake.fields))).toEqual([]);
      if (intake.respondent.department !== undefined)
        expect(Object.keys(bundle!.policy.departments)).toContain(intake.respondent.department);
      expect(bundle!.intake.required.filter((path) => valueAt(intake, path) === undefined)).toEqual([]);
      const missing = Object.entries(bundle!.intake.fields).filter(
        ([name, { required }]) => required && !(name in intake.fields),
      );
      expect(missing).toEqual([]);
    },
  );

  test('about half in each language, and the text is in that language', () => {
    const chinese = samples.filter(({ intake }) => intake.language === 'zh');
    expect(chinese.length / samples.length).toBeGreaterThan(0.4);
    expect(chinese.length / samples.length).toBeLessThan(0.6);
    for (const { id, intake } of samples)
      expect([id, /\p{Script=Han}/u.test(intake.text)]).toEqual([id, intake.language === 'zh']);
  });

  test('every channel, customers with and without a mail address, both ways of being told by a person', () => {
    expect(new Set(samples.map(({ intake }) => intake.channel))).toEqual(new Set(CHANNELS));
    const withMail = samples.filter(({ intake }) => intake.complainant.email !== undefined).length;
    expect(withMail).toBeGreaterThan(samples.length / 4);
    expect(withMail).toBeLessThan((samples.length * 3) / 4);
    expect(new Set(samples.map(({ intake }) => intake.complainant.prefers))).toEqual(
      new Set([undefined, 'phone', 'visit', 'email']),
    );
  });

  test('amounts in every tier of approval, and some that count as major', () => {
    const enterprise = samples.filter(({ policy }) => policy === 'enterprise-eight-step').map(amountOf);
    const within = (from: number, to: number): number => enterprise.filter((fen) => fen > from && fen <= to).length;
    expect(within(0, 50_000)).toBeGreaterThanOrEqual(5);
    expect(within(50_000, 1_000_000)).toBeGreaterThanOrEqual(5);
    expect(within(1_000_000, 4_999_999)).toBeGreaterThanOrEqual(2);
    expect(within(4_999_999, Infinity)).toBeGreaterThanOrEqual(3);
  });

  test('respondents are people of the sample staff', () => {
    const people = sampleStaff().map(({ id }) => id);
    const named = samples.filter(({ intake }) => intake.respondent.persons.length > 0);
    expect(named.length).toBeGreaterThanOrEqual(5);
    for (const { intake } of named) for (const person of intake.respondent.persons) expect(people).toContain(person);
  });

  test('nobody real can be reached: phone numbers of the invented range, mail under reserved names', () => {
    for (const { id, intake } of samples) {
      const { phone, email } = intake.complainant;
      if (phone !== undefined) expect([id, phone]).toEqual([id, expect.stringMatching(/^1380000\d{4}$/)]);
      if (email !== undefined) expect([id, email]).toEqual([id, expect.stringMatching(/@example\.(com|net|org)$/)]);
    }
    const phones = samples.flatMap(({ intake }) => intake.complainant.phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
  });
});

test('the sample staff, between them, hold every role of the policies they are for, in every department where that counts', () => {
  const staff = sampleStaff();
  const shipped = new Set(['demo', ...samples.map(({ policy }) => policy)]);
  for (const { policy } of [...allPolicies().values()].filter(({ policy: { id } }) => shipped.has(id))) {
    const vacant = Object.entries(policy.roles).flatMap(([role, { ofDepartment }]) => {
      const holders = staff.filter(({ roles }) => roles.includes(role));
      if (ofDepartment !== true) return holders.length > 0 ? [] : [role];
      return Object.keys(policy.departments)
        .filter((department) => !holders.some(({ departments }) => departments.includes(department)))
        .map((department) => `${role} of ${department}`);
    });
    expect([policy.id, vacant]).toEqual([policy.id, []]);
  }
});
