import { compareActions } from './reader';
import type { Stored } from './reader';

const NO = 'C261122-4K7QMXD';

function events(...parts: { type: string; action?: string; key?: string; data?: Stored['data'] }[]): Stored[] {
  return parts.map(({ type, action, key = type, data = {} }, i) => ({
    ...{ seq: i + 1, type, at: '2026-11-22T08:00:00.000Z', data },
    ...(action === undefined ? {} : { cause: { action, key, via: 'api' } }),
  }));
}

function told(accepted: Record<string, number>, perhaps: Record<string, number> = {}) {
  const counts = (of: Record<string, number>): Map<string, number> =>
    new Map(Object.entries(of).map(([action, times]) => [`${NO} ${action}`, times]));
  return { accepted: counts(accepted), perhaps: counts(perhaps) };
}

const kinds = (found: { what: string }[]): string[] => found.map(({ what }) => what);

describe('what clients were told, held against a case', () => {
  const asked = { type: 'MergeRequested', action: 'merge' };

  test('a merge that the other complaint refused: whoever waited was told so, whoever did not was not', () => {
    const refused = events(asked, { type: 'MergeRefused' });
    expect(compareActions(NO, refused, told({}))).toEqual([]);
    expect(compareActions(NO, refused, told({ merge: 1 }))).toEqual([]);
  });

  test('a merge that was not refused and that nobody was told of: found', () => {
    expect(kinds(compareActions(NO, events(asked, { type: 'CaseMerged' }), told({})))).toEqual(['twice']);
    const another = { type: 'MergeRequested', action: 'merge', key: 'another' };
    const refusedOnce = events(asked, { type: 'MergeRefused' }, another, { type: 'CaseMerged' });
    expect(kinds(compareActions(NO, refusedOnce, told({})))).toEqual(['twice']);
  });

  test('accepted and not there, there twice, under one key: each found', () => {
    expect(kinds(compareActions(NO, [], told({ note: 1 })))).toEqual(['lost']);
    const twice = events(
      { type: 'NoteAdded', action: 'note', key: 'a' },
      { type: 'NoteAdded', action: 'note', key: 'b' },
    );
    expect(kinds(compareActions(NO, twice, told({ note: 1 })))).toEqual(['twice']);
    expect(compareActions(NO, twice, told({ note: 1 }, { note: 1 }))).toEqual([]);
    const once = events({ type: 'NoteAdded', action: 'note', key: 'a' }, { type: 'Other', action: 'note', key: 'a' });
    expect(kinds(compareActions(NO, once, told({ note: 2 })))).toEqual(['twice']);
  });

  test('accepted unheard and refused later, aloud: neither lost nor twice', () => {
    const refused = events({ type: 'ActionRefused', data: { via: 'api', action: 'note' } });
    expect(compareActions(NO, refused, told({ note: 1 }))).toEqual([]);
  });
});
