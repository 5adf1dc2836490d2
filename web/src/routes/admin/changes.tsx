import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { nextOf, readList } from '../../client/lists';
import type { PageAt } from '../../client/lists';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { both } from '../../words/both';
import { timeOf } from '../../words/format';
import { useList, useSay, useSpoken } from '../../words/language';
import { AdminFrame } from './admin-frame';
import type { Change } from './admin-data';
import { usePosts } from './post-titles';
import { CHANGES, FIELDS, W } from './words';

/** All changes of accounts and places, the newest first. */
export function ChangesPage(): ReactNode {
  return <AdminFrame part="changes">{() => <Changes />}</AdminFrame>;
}

/** Who changed what and when; of one account or place, or of all. */
export function Changes({ of }: { of?: string }): ReactNode {
  const say = useSay();
  const filters = { account: of, perPage: '30' };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['admin', 'changes', of],
    queryFn: ({ pageParam }) => readList<Change>('/accounts/changes', filters, pageParam),
    initialPageParam: undefined as PageAt,
    getNextPageParam: nextOf,
  });
  if (data === undefined)
    return error === null ? (
      <Loading lines={4} height={24} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty title={W.noRecord} />;
  return (
    <>
      <ol className="changes">
        {items.map((entry, i) => (
          <li key={`${entry.at} ${i}`} data-change={entry.what}>
            <Moment at={entry.at} />
            <span>
              <strong>{say(CHANGES[entry.what ?? ''] ?? both(entry.what ?? '', entry.what ?? ''))}</strong>
              {of !== entry.whom && ` · ${entry.whom ?? ''}`}{' '}
              <span className="muted">
                {say(W.by)} {entry.account ?? ''}
              </span>
            </span>
            <BeforeAfter entry={entry} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say(W.more)}
        </Button>
      )}
    </>
  );
}

function BeforeAfter({ entry: { before = {}, after = {} } }: { entry: Change }): ReactNode {
  const say = useSay();
  const worded = useWorded();
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (names.length === 0) return null;
  return (
    <dl className="change-fields">
      {names.map((name) => (
        <div key={name}>
          <dt>{say(FIELDS[name] ?? both(name, name))}</dt>
          <dd>
            {worded(name, before[name])} → {worded(name, after[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface AbsenceKept {
  from: string;
  to: string;
  substitute?: string;
}

/** A field's value as a person reads it. */
function useWorded(): (name: string, value: unknown) => string {
  const say = useSay();
  const list = useList();
  const { language } = useSpoken();
  const { titleOf } = usePosts();
  const nothing = say(both('无', 'none'));
  return (name, value) => {
    if (value === undefined || value === null || value === '') return nothing;
    if (typeof value === 'boolean') return say(value ? both('是', 'yes') : both('否', 'no'));
    if (Array.isArray(value)) {
      if (value.length === 0) return nothing;
      if (name === 'absences')
        return list(
          (value as AbsenceKept[]).map(
            ({ from, to, substitute }) =>
              `${timeOf(from, language)} – ${timeOf(to, language)}${substitute === undefined ? '' : ` (${substitute})`}`,
          ),
        );
      const part = name === 'roles' || name === 'departments' || name === 'places' ? name : undefined;
      return list((value as string[]).map((one) => (part === undefined ? one : titleOf(part, one))));
    }
    if (typeof value === 'object') {
      const { zh, en } = value as { zh?: string; en?: string };
      return zh === undefined || en === undefined ? JSON.stringify(value) : say({ zh, en });
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return name === 'within' ? titleOf('places', text) : text;
  };
}
