import { createNotifyStaff } from '../../activities/notify-staff';
import type { Mail } from '../../activities/channels/mail-transport';
import { remedies } from '../../activities/remedies/registry';
import { createSendMessage } from '../../activities/send-message';
import { STAFF_TEMPLATES, valuesOfTemplate } from '../../domain/letters/message-values';
import { STAGES } from '../../domain/stages';
import { checkTemplate } from '../../domain/letters/template';
import { channelsOf, emailBy } from '../support/channels';
import type { Office } from './office';
import { colleague, NO, openOffice } from './office';
import { shippedPolicies } from '../support/policies';
import { temporaryFolders } from './temporary-folders';

/** As `domain/step/notify-customer.ts` gives them, for a case that has come as far as the template is sent. */
function customerValues(template: string, office: Office): Record<string, string | number | boolean> {
  const common = { no: NO, category: 'quality', recordedAt: '2026-10-08T02:30:00.000Z', remedies: '' };
  const agreed = { remedies: 'refund, apology', costFen: 19_900, handler: 'zhou' };
  switch (template) {
    case 'offer':
      return { ...common, ...agreed, option: 1, options: 3, round: 1 };
    case 'merged':
      return { ...common, into: 'C261008-4K7QMXJ' };
    case 'result':
    case 'stillDissatisfied':
      return { ...common, ...agreed };
    case 'unfounded':
    case 'demandRefused':
    case 'notAdmitted':
    case 'questionAnswered':
    case 'transferred':
    case 'settled':
    case 'mediationFailed':
    case 'decision':
    case 'cannotBeSolved':
    case 'limitExtended':
      return { ...common, reason: office.seal('检验报告 / the report of the laboratory') };
    case 'progress':
    case 'incidentNotice':
      return { ...common, news: office.seal('检测已完成 / the test is done') };
    default:
      return common;
  }
}

/** Sent for a task, with what it is and by when; the others are sent by stages. */
const OF_TASKS = [
  'reminder',
  'overdue',
  'escalation',
  'nobodyMayAct',
  'clock',
  'substitution',
  'reassigned',
  'penaltyHearing',
  'penaltyAppeal',
  'correctiveAction',
];
const BY_STAGES = STAFF_TEMPLATES.filter((name) => !OF_TASKS.includes(name));

describe.each(['zh', 'en'] as const)('the common templates in %s', (language) => {
  const newFolder = temporaryFolders();
  let office: Office;
  let mails: Mail[];

  beforeAll(async () => {
    const roles = ['handler', 'generalManager'];
    office = await openOffice(newFolder(), [colleague('zhou', { name: '周敏', roles, departments: ['quality'] })]);
  });

  async function send(template: string): Promise<Mail> {
    mails = [];
    const transport = { deliver: async (mail: Mail) => ({ taken: mails.push(mail) > 0 }) as const };
    const channels = channelsOf(emailBy(transport));
    const about = { no: NO, key: `${NO}/${template}`, bundleHash: office.bundle.hash, template };
    const outcome = STAFF_TEMPLATES.includes(template)
      ? await createNotifyStaff({ ...office, remedies, channels, language })({
          ...about,
          to: BY_STAGES.includes(template) ? { role: 'generalManager' } : { role: 'handler', department: 'quality' },
          // As domain/stages/warn/run.ts, domain/step/notify-roles.ts, workflows/alarm.ts, workflows/substitutes.ts,
          // workflows/tell-named.ts and workflows/tell-owner.ts give them.
          values: BY_STAGES.includes(template)
            ? { no: NO, category: 'quality' }
            : {
                no: NO,
                task: '判断投诉是否成立',
                taskEn: 'Judge the complaint',
                ...(['substitution', 'reassigned'].includes(template)
                  ? { colleague: 'zhou' }
                  : { dueAt: '2026-10-09T09:00:00.000Z' }),
              },
        })
      : await createSendMessage({ ...office, remedies, channels })({
          ...about,
          language,
          contact: { name: office.seal('Li Mei'), email: office.seal('li.mei@mail.example') },
          values: customerValues(template, office),
        });
    expect(outcome.status).toBe('succeeded');
    return mails[0]!;
  }

  test('every one says what it has to, without a hole, a dash or a bare id', async () => {
    const names = Object.keys(office.bundle.templates);
    expect(names).toEqual(expect.arrayContaining(['acknowledgement', 'offer', 'result', ...STAFF_TEMPLATES]));
    for (const name of names) {
      const { subject, text } = await send(name);
      expect(subject).toContain(NO);
      // `refund` is an id and an English word: in Chinese letters it could only be the id.
      expect(`${name}: ${subject}\n${text}`).not.toMatch(
        /\{\{|—|undefined|\[object|\b(?:quality|generalManager|handler)\b|T\d\d:\d\d/,
      );
      if (language === 'zh') expect(text).not.toContain('refund');
      expect(text.length).toBeGreaterThan(30);
    }
  });

  test('every one passes the check that policies are published by', () => {
    for (const [name, template] of Object.entries(office.bundle.templates))
      expect([name, checkTemplate(template, valuesOfTemplate(name))]).toEqual([name, []]);
  });

  test('every template that a stage sends by default is there', () => {
    const defaults = Object.values(STAGES).flatMap(({ stage, refers, params }) => {
      const least = {
        id: 'x',
        stage,
        who: 'handler',
        to: ['handler'],
        template: 'result',
        signatures: ['handler'],
        desk: 'handler',
        within: 'PT1H',
      };
      const parsed = params.safeParse({ ...pick(least, params), stage });
      return parsed.success ? (refers?.(parsed.data as never).templates ?? []) : [];
    });
    expect(defaults.length).toBeGreaterThan(4);
    expect(Object.keys(office.bundle.templates)).toEqual(expect.arrayContaining([...new Set(defaults)]));
  });

  test('a letter is signed by whom the policy names, and names the outside bodies of its trade', async () => {
    const { text } = await send('unfounded');
    expect(office.bundle.documents?.letters?.signed).toEqual({ zh: '客户服务部', en: 'Customer service department' });
    expect(text.trim().split('\n').at(-1)).toBe(office.bundle.documents?.letters?.signed?.[language]);
    // What a policy does not say is said for goods and services to consumers.
    expect(office.bundle.documents?.letters?.elsewhere).toBeUndefined();
    expect(text).toContain('12315');
    const broker = shippedPolicies().find(({ policy }) => policy.id === 'brokerage');
    expect(broker?.documents?.letters?.elsewhere?.[language]).toContain('12386');
    for (const [name, template] of Object.entries(office.bundle.templates))
      expect(`${name} ${JSON.stringify(template)}`).not.toMatch(/123(00|15|45|86)/);
  });

  test('nothing is said of a customer to staff but where to look', async () => {
    for (const name of STAFF_TEMPLATES) expect(valuesOfTemplate(name)).not.toEqual(expect.arrayContaining(['reason']));
    expect((await send('overdue')).text).not.toContain('Li Mei');
  });

  test('a wait may be of a measure, an incident or a penalty: nobody is told of a complaint or a customer there', async () => {
    for (const name of ['reminder', 'overdue', 'escalation', 'substitution', 'reassigned', 'correctiveAction']) {
      const { subject, text } = await send(name);
      // Who reads of a task reads its title, which here is of a complaint.
      const words = text.replace(/判断投诉是否成立|Judge the complaint/, '');
      expect(`${name}: ${subject}\n${words}`).not.toMatch(/complaint|customer|投诉|客户/i);
    }
  });
});

/** Those of the given fields that a stage knows. */
function pick(fields: Record<string, unknown>, params: unknown): Record<string, unknown> {
  const { shape } = params as { shape: Record<string, unknown> };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name in shape));
}
