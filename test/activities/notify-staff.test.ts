import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNotifyStaff } from '../../activities/notify-staff';
import { MailFolder } from '../../activities/channels/mail-folder';
import type { MailTransport } from '../../activities/channels/mail-transport';
import { SmtpTransport } from '../../activities/channels/email/smtp-transport';
import { remedies } from '../../activities/remedies/registry';
import { storedMailSchema } from '../../domain/letters/stored-mail';
import type { StoredMail } from '../../domain/letters/stored-mail';
import type { Effects } from '../../domain/activity-contract';
import type { Language } from '../../domain/values/text';
import type { StaffMember } from '../../models/staff';
import { channelsOf, emailBy } from '../support/channels';
import { MailServer } from './mail-server';
import type { Office } from './office';
import { colleague, NO, openOffice } from './office';
import { temporaryFolders } from './temporary-folders';

const away = (substitute?: string) => ({
  absences: [
    {
      ...{ from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 3_600_000).toISOString() },
      ...(substitute === undefined ? {} : { substitute }),
    },
  ],
});

describe('notifyStaff', () => {
  const newFolder = temporaryFolders();
  let folder: string;
  let office: Office;

  async function open(...staff: StaffMember[]): Promise<void> {
    folder = newFolder();
    office = await openOffice(folder, staff);
  }
  const notify = (transport?: MailTransport, language?: Language) =>
    createNotifyStaff({
      ...office,
      remedies,
      channels: channelsOf(emailBy(transport ?? new MailFolder(join(folder, 'mails'), office.vault))),
      ...(language === undefined ? {} : { language }),
    });
  const order = (to: Parameters<Effects['notifyStaff']>[0]['to'], more = {}) => ({
    ...{ no: NO, key: `${NO}/main/judge/1/judge/told-0`, bundleHash: office.bundle.hash, template: 'overdue', to },
    values: { no: NO, task: '判定', taskEn: 'Judge', dueAt: '2026-10-09T09:00:00.000Z' },
    ...more,
  });
  async function readMails(): Promise<StoredMail[]> {
    const mails = join(folder, 'mails');
    const stored = readdirSync(mails).map((file) =>
      storedMailSchema.parse(JSON.parse(readFileSync(join(mails, file), 'utf8'))),
    );
    return office.vault.openDeep(stored, NO);
  }
  const told = async (): Promise<string[]> => (await readMails()).map(({ to }) => /<(.+)@/.exec(to)?.[1] ?? to).sort();

  test('everybody who holds the role is told once, however often it is repeated', async () => {
    await open(
      colleague('mei', { roles: ['complaintsDesk'] }),
      colleague('bo', { roles: ['complaintsDesk', 'handler'] }),
      colleague('wu'),
    );
    const first = await notify()(order({ role: 'complaintsDesk' }));
    expect(first).toMatchObject({ status: 'succeeded', result: { channel: 'email', told: 2, refused: 0 } });
    await notify()(order({ role: 'complaintsDesk' }));
    expect(await told()).toEqual(['bo', 'mei']);
  });

  test('a role held per department is told in its department', async () => {
    const handler = (id: string, department: string) =>
      colleague(id, { roles: ['handler'], departments: [department] });
    await open(handler('mei', 'quality'), handler('bo', 'logistics'));
    await notify()(order({ role: 'handler', department: 'quality' }));
    expect(await told()).toEqual(['mei']);
  });

  test('a task given to one person reminds that person alone', async () => {
    await open(colleague('mei', { roles: ['handler'] }), colleague('bo', { roles: ['handler'] }));
    await notify()(order({ role: 'handler', person: 'bo' }));
    expect(await told()).toEqual(['bo']);
  });

  test.each([
    ['away, with a substitute: the substitute', away('wu'), ['wu']],
    ['away, without one: the holders of the role', away(), ['mei']],
    ['gone for good: the holders of the role', { active: false }, ['mei']],
  ])('a person who is %s is told', async (_, given, expected) => {
    await open(
      colleague('mei', { roles: ['handler'] }),
      colleague('wu'),
      colleague('bo', { roles: ['handler'], ...given }),
    );
    await notify()(order({ role: 'handler', person: 'bo' }));
    expect(await told()).toEqual(expected);
  });

  test('who is complained about is told nothing, nor through a substitute, nor as one', async () => {
    await open(
      colleague('mei', { roles: ['complaintsManager'] }),
      colleague('bo', { roles: ['complaintsManager'], ...away('wu') }),
      colleague('xu', { roles: ['complaintsManager'], ...away('mei') }),
      colleague('wu'),
    );
    await notify()(order({ role: 'complaintsManager' }, { barred: ['bo', 'mei'] }));
    expect(readdirSync(folder)).not.toContain('mails');
    await notify()(order({ role: 'complaintsManager', person: 'bo' }, { barred: ['bo'] }));
    expect(await told()).toEqual(['mei']);
  });

  test('a substitute is told whom they stand in for, by name', async () => {
    await open(colleague('bo', { name: '博文', ...away('wu') }), colleague('wu'));
    const values = { no: NO, task: '判定', taskEn: 'Judge', colleague: 'bo' };
    await notify()(order({ person: 'wu' }, { template: 'substitution', values }));
    expect(await told()).toEqual(['wu']);
    expect((await readMails())[0]!.text).toContain('博文不在岗期间由您代理');
  });

  test('their own matter is told to a person alone, be they away or complained about, and to nobody in their place', async () => {
    const holder = colleague('mei', { roles: ['handler'] });
    await open(holder, colleague('wu'), colleague('bo', { roles: ['handler'], ...away('wu') }));
    await notify()(order({ role: 'handler', person: 'bo', inPerson: true }));
    expect(await told()).toEqual(['bo']);
    const left = { key: `${NO}/left`, to: { role: 'handler', person: 'gone', inPerson: true } };
    expect(await notify()(order({}, left))).toEqual({ status: 'failed', result: { reason: 'noRecipient' } });
    expect(await told()).toEqual(['bo']);
  });

  test('nobody there fails for good', async () => {
    await open(colleague('mei', { roles: ['handler'], active: false }));
    for (const to of [{ role: 'handler' }, { person: 'mei' }, { person: 'nobody' }, {}])
      expect(await notify()(order(to))).toEqual({ status: 'failed', result: { reason: 'noRecipient' } });
  });

  test('where nobody in a role may hear it, the next level up does', async () => {
    await open(
      colleague('mei', { roles: ['complaintsDesk'], ...away() }),
      colleague('bo', { roles: ['complaintsManager'] }),
      colleague('wu', { roles: ['generalManager'] }),
    );
    await notify()(order({ role: 'complaintsDesk' }, { barred: ['bo'] }));
    expect(await told()).toEqual(['wu']);
  });

  test('that nobody may do a task is told to the owner; are all owners and those above barred, to everybody else', async () => {
    await open(
      colleague('owner', { roles: ['complaintsManager'] }),
      colleague('wu', { roles: ['generalManager'], ...away() }),
      colleague('mei', { roles: ['complaintsDesk', 'handler'] }),
      colleague('bo', { roles: ['departmentHead'], departments: ['quality'] }),
      colleague('cleaner', { roles: ['somethingElse'] }),
    );
    const toOwner = order(
      { role: 'complaintsManager', orAnybody: true },
      { template: 'nobodyMayAct', barred: ['owner'] },
    );
    expect(await notify()({ ...toOwner, barred: [] })).toMatchObject({ result: { told: 1 } });
    expect(await told()).toEqual(['owner']);
    expect(await notify()({ ...toOwner, key: `${NO}/barred` })).toMatchObject({ result: { told: 2 } });
    expect(await told()).toEqual(['bo', 'mei', 'owner']);
  });

  test.each([
    ['zh', '待办“判定”应于2026年10月9日（周五）17:00前完成'],
    ['en', 'The task "Judge" in C261008-4K7QMXD was due on Friday 9 October 2026, 17:00'],
  ] as const)('in the language of the house (%s), with the time of its zone', async (language, words) => {
    await open(colleague('mei', { roles: ['handler'] }));
    await notify(undefined, language)(order({ role: 'handler' }));
    expect((await readMails())[0]!.text.replaceAll(/\s+/g, ' ')).toContain(words);
  });

  test('one mailbox that is full for now keeps nobody else from being told, and nobody is told twice', async () => {
    await open(...['an', 'bo', 'cai'].map((id) => colleague(id, { roles: ['handler'] })));
    const server = await new MailServer().start();
    try {
      const overSmtp = notify(new SmtpTransport(server.url));
      server.replyTo = (address) => (address.startsWith('an@') ? 452 : address.startsWith('cai@') ? 550 : undefined);
      await expect(overSmtp(order({ role: 'handler' }))).rejects.toMatchObject({ name: 'MailDelayed' });
      server.replyTo = (address) => (address.startsWith('cai@') ? 550 : undefined);
      expect(await overSmtp(order({ role: 'handler' }))).toMatchObject({
        status: 'succeeded',
        result: { channel: 'email', told: 2, refused: 1 },
      });
      expect(server.taken.flatMap(({ recipients }) => recipients)).toEqual(['bo@office.example', 'an@office.example']);
    } finally {
      await server.stop();
    }
  });
});
