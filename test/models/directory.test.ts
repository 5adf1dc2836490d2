import { Directory, DirectoryNotLoaded } from '../../models/directory';
import type { Absence, StaffMember } from '../../models/staff';

const now = '2026-11-22T08:00:00.000Z';
const away = (substitute?: string): Absence => ({
  ...{ from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' },
  ...(substitute === undefined ? {} : { substitute }),
});

function member(id: string, over: Partial<StaffMember> = {}): StaffMember {
  const plain = {
    id,
    name: id,
    mail: `${id}@example.com`,
    roles: ['handler'],
    departments: ['quality'],
    active: true,
    absences: [],
  };
  return { ...plain, ...over };
}

async function directoryOf(...members: StaffMember[]): Promise<Directory> {
  const directory = new Directory({ all: async () => members });
  await directory.refresh();
  return directory;
}

describe('who holds a role', () => {
  test.each<[string, StaffMember[], { id: string; for?: string }[]]>([
    ['everybody who has it', [member('a'), member('b'), member('c', { roles: ['desk'] })], [{ id: 'a' }, { id: 'b' }]],
    ['nobody who has left', [member('a', { active: false }), member('b')], [{ id: 'b' }]],
    [
      'a substitute for whoever is away',
      [member('a', { absences: [away('s')] }), member('s', { roles: [] })],
      [{ id: 's', for: 'a' }],
    ],
    ['nobody for whoever is away without a substitute', [member('a', { absences: [away()] })], []],
    [
      'nobody when the substitute is away too',
      [
        member('a', { absences: [away('s')] }),
        member('s', { roles: [], absences: [away('t')] }),
        member('t', { roles: [] }),
      ],
      [],
    ],
    [
      'nobody when the substitute has left',
      [member('a', { absences: [away('s')] }), member('s', { roles: [], active: false })],
      [],
    ],
    ['nobody when the substitute is unknown', [member('a', { absences: [away('ghost')] })], []],
    ['nobody when the substitute is the person', [member('a', { absences: [away('a')] })], []],
    [
      'a substitute who has the role themselves, once',
      [member('a', { absences: [away('b')] }), member('b')],
      [{ id: 'b' }],
    ],
    [
      'the substitute of one of two absences at once',
      [member('a', { absences: [away(), away('s')] }), member('s', { roles: [] })],
      [{ id: 's', for: 'a' }],
    ],
  ])('%s', async (_, members, holders) => {
    expect((await directoryOf(...members)).holders('handler', {}, now)).toEqual(holders);
  });

  test('an absence begins at its first instant and ends before its last', async () => {
    const directory = await directoryOf(member('a', { absences: [away()] }));
    const at = (instant: string): number => directory.holders('handler', {}, instant).length;
    expect([
      at('2026-11-21T23:59:59.999Z'),
      at('2026-11-22T00:00:00.000Z'),
      at('2026-11-22T23:59:59.999Z'),
      at('2026-11-23T00:00:00Z'),
    ]).toEqual([1, 0, 0, 1]);
  });

  test('a role held per department: only members of the department asked for', async () => {
    const directory = await directoryOf(
      member('a'),
      member('b', { departments: ['logistics', 'quality'] }),
      member('c', { departments: [] }),
    );
    const ids = (department?: string, ofDepartment?: boolean) =>
      directory.holders('handler', { department, ofDepartment }, now).map(({ id }) => id);
    expect(ids('logistics', true)).toEqual(['b']);
    expect(ids('quality', true)).toEqual(['a', 'b']);
    expect(ids('logistics', false)).toEqual(['a', 'b', 'c']);
    expect(ids(undefined, true)).toEqual(['a', 'b', 'c']);
  });

  test.each<[string, StaffMember[], { id: string; for?: string } | undefined]>([
    ['they themselves', [member('a')], { id: 'a' }],
    [
      'their substitute while they are away',
      [member('a', { absences: [away('s')] }), member('s')],
      { id: 's', for: 'a' },
    ],
    ['nobody while they are away without one', [member('a', { absences: [away()] })], undefined],
    ['nobody once they have left', [member('a', { active: false, absences: [away('s')] }), member('s')], undefined],
    ['nobody for somebody unknown', [], undefined],
  ])('in somebody’s place acts %s', async (_, members, holder) => {
    expect((await directoryOf(...members)).inPlaceOf('a', now)).toEqual(holder);
  });

  test('whom somebody stands in for', async () => {
    const directory = await directoryOf(member('a', { absences: [away('s')] }), member('b'), member('s'));
    expect(directory.standsInFor('s', now).map(({ id }) => id)).toEqual(['a']);
    expect(directory.substituteOf('a', now)).toBe('s');
    expect(directory.substituteOf('b', now)).toBeUndefined();
    expect(directory.standsInFor('s', '2026-12-01T00:00:00Z')).toEqual([]);
  });
});

describe('what the directory knows', () => {
  test('nothing was ever read: it says so rather than that every post is vacant', async () => {
    const failures: unknown[] = [];
    const directory = new Directory(
      { all: () => Promise.reject(new Error('down')) },
      { note: (work, error) => failures.push([work, error]) },
    );
    expect(await directory.refresh()).toBe(false);
    expect(failures).toEqual([['directory', new Error('down')]]);
    expect(() => directory.holders('handler')).toThrow(DirectoryNotLoaded);
    expect(() => directory.person('a')).toThrow(DirectoryNotLoaded);
  });

  test('several that would read it at once: one reading, which all wait for', async () => {
    let readings = 0;
    const directory = new Directory({ all: async () => [member(`reading-${++readings}`)] });
    await Promise.all([directory.refresh(), directory.refresh(), directory.refresh()]);
    expect(directory.all().map(({ id }) => id)).toEqual(['reading-1']);
    await directory.refresh();
    expect(directory.all().map(({ id }) => id)).toEqual(['reading-2']);
  });

  test('started: it follows by itself; stopped: no more', async () => {
    let readings = 0;
    const directory = new Directory({ all: async () => [member(`reading-${++readings}`)] }, { everyMs: 5 });
    expect(await directory.start()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(readings).toBeGreaterThan(2);
    directory.stop();
    const stoppedAt = readings;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(readings).toBeLessThanOrEqual(stoppedAt + 1);
  });

  test('freshened: it knows who has come since, and waits half a second at most for a database that is silent', async () => {
    const read = [member('a')];
    let isSilent = false;
    const directory = new Directory({
      all: () => (isSilent ? new Promise<StaffMember[]>(() => undefined) : Promise.resolve([...read])),
    });
    await directory.refresh();
    read.push(member('b'));
    await directory.freshen();
    expect(directory.person('b')?.id).toBe('b');
    isSilent = true;
    await directory.freshen();
    expect(directory.person('b')?.id).toBe('b');
  });
});
